import { formatFull } from "../../shared/format/times";
import type { DeviceRow } from "./deviceRow";
import "./devices.css";

const STATES = {
  ONLINE: { word: "Online", shape: <circle cx="6" cy="6" r="4.5" />, tone: "good" },
  LATE: { word: "Late", shape: <path d="M6 1.2 11.2 10.6H.8Z" />, tone: "warn" },
  OFFLINE: { word: "Offline", shape: <rect x="1.5" y="1.5" width="9" height="9" rx="1" />, tone: "bad" },
  NEW: { word: "New", shape: <path d="M6 .8 11.2 6 6 11.2.8 6Z" />, tone: "plain" },
} as const;

/** Whether a device lives, by word and shape as well as by colour. */
export function StateMark({ row }: { readonly row: Pick<DeviceRow, "state" | "since"> }) {
  if (row.state === null) {
    return <span className="cell-mute">Unknown</span>;
  }
  const { word, shape, tone } = STATES[row.state];
  return (
    <span className="state" data-tone={tone} title={row.since === null ? undefined : `Since ${formatFull(row.since)}`}>
      <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
        {shape}
      </svg>
      {word}
    </span>
  );
}
