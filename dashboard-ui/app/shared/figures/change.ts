import type { Figure } from "../../api/types";
import { formatShare, NOTHING } from "../format/numbers";

export type Direction = "up" | "down" | "flat";

/** How a figure compares with the window before: what to write, which arrow, and whether that is good. */
export interface Change {
  readonly text: string;
  readonly direction: Direction;
  readonly tone: "good" | "bad" | "neutral";
}

/** Which way is better; requests are neither. */
export type Better = "up" | "down" | "neither";

/** "new" when there was nothing before, "–" when there is nothing now (or neither). */
export function changeOf(figure: Figure, better: Better): Change {
  const { value, previous, change } = figure;
  if (value == null || (value === 0 && (previous == null || previous === 0))) {
    return { text: NOTHING, direction: "flat", tone: "neutral" };
  }
  if (change == null) {
    return { text: "new", direction: "flat", tone: "neutral" };
  }
  // Below half a per mille it reads "0.0 %": no arrow then.
  const direction: Direction = Math.abs(change) < 0.0005 ? "flat" : change > 0 ? "up" : "down";
  return { text: textOf(change), direction, tone: toneOf(direction, better) };
}

function textOf(change: number): string {
  const size = Math.abs(change);
  if (size < 0.0005) {
    return "0 %";
  }
  if (size >= 10) {
    return `× ${Math.round(1 + change)}`;
  }
  return size >= 1 ? `${(size * 100).toFixed(0)} %` : size < 0.01 ? `${(size * 100).toFixed(1)} %` : formatShare(size);
}

function toneOf(direction: Direction, better: Better): Change["tone"] {
  if (direction === "flat" || better === "neither") {
    return "neutral";
  }
  return direction === better ? "good" : "bad";
}
