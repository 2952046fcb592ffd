import { formatFull } from "../../shared/format/times";
import { Mark } from "../../shared/states/Mark";
import type { DeviceRow } from "./deviceRow";

const STATES = {
  ONLINE: { word: "Online", tone: "good" },
  LATE: { word: "Late", tone: "warn" },
  OFFLINE: { word: "Offline", tone: "bad" },
  NEW: { word: "New", tone: "plain" },
} as const;

/** Whether a device lives. */
export function StateMark({ row }: { readonly row: Pick<DeviceRow, "state" | "since"> }) {
  if (row.state === null) {
    return <span className="cell-mute">Unknown</span>;
  }
  return <Mark {...STATES[row.state]} title={row.since === null ? undefined : `Since ${formatFull(row.since)}`} />;
}
