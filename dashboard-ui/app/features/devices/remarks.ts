import { exactCount } from "../../shared/format/numbers";
import type { DeviceRow } from "./deviceRow";

/** Reports travel, so that a clock is called wrong only beyond this many seconds. */
const NOTICEABLE_SKEW = 2;

/** "12 s ahead", "3 min behind"; null when the clock is right as far as that tells. */
export function clockRemark(skew: number | null): string | null {
  if (skew === null || Math.abs(skew) < NOTICEABLE_SKEW) {
    return null;
  }
  const seconds = Math.abs(skew);
  const amount = seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
  return `${amount} ${skew > 0 ? "ahead" : "behind"}`;
}

/**
 * What the device's servers counted, where that is more than they reported; null where it is not, or nothing tells. Servers
 * report once a minute, so that a live one is always a little ahead.
 */
export function countRemark(row: Pick<DeviceRow, "server_counts" | "requests">): string | null {
  const told = row.requests.value ?? 0;
  const counted = row.server_counts?.inferences;
  return counted === undefined || counted <= told
    ? null
    : `The server says ${exactCount(counted)}, we were told ${exactCount(told)}; the last minute's may be on their way`;
}
