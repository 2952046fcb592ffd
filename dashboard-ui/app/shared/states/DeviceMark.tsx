import type { DeviceState } from "../../api/types";
import { formatFull } from "../format/times";
import { Mark } from "./Mark";

const STATES = {
  ONLINE: { word: "Online", tone: "good" },
  LATE: { word: "Late", tone: "warn" },
  OFFLINE: { word: "Offline", tone: "bad" },
  NEW: { word: "New", tone: "plain" },
} as const;

interface DeviceMarkProps {
  /** Null while it is not known. */
  readonly state: DeviceState["state"] | null;
  readonly since: string | null;
}

/** Whether a device lives. */
export function DeviceMark({ state, since }: DeviceMarkProps) {
  if (state === null) {
    return <span className="cell-mute">Unknown</span>;
  }
  return <Mark {...STATES[state]} title={since === null ? undefined : `Since ${formatFull(since)}`} />;
}
