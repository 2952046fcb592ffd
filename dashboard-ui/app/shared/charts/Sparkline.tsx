import type { Token } from "./useTokens";
import "./charts.css";

interface SparklineProps {
  readonly values: readonly (number | null)[];
  readonly colour: Token;
  readonly kind?: "bars" | "line";
  readonly height: number;
  /** Whether the smallest value sits on the floor: shows movement of averages, would lie about counts. */
  readonly isScaled?: boolean;
}

// Pixels above and below, so that the line's own width is not cut off.
const ABOVE = 2;
const BELOW = 1;
const BAR_SHARE = 0.8;

/** The shape of a figure over its window, without axes. For the eye only: the numbers stand beside it. */
export function Sparkline({ values, colour, kind = "line", height, isScaled = false }: SparklineProps) {
  const isBars = kind === "bars";
  const yOf = scale(values, height, isScaled);
  const floor = height - BELOW;
  const line = isBars ? "" : lineOf(values, yOf);
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${Math.max(isBars ? values.length : values.length - 1, 1)} ${height}`}
      preserveAspectRatio="none"
      style={{ height, color: `var(--${colour})` }}
      aria-hidden="true"
    >
      {isBars ? (
        <path d={barsOf(values, yOf, floor)} fill="currentColor" />
      ) : (
        <>
          <path d={areaOf(values, yOf, floor)} fill="currentColor" opacity={0.1} />
          <path d={line} fill="none" stroke="currentColor" strokeWidth={1.5} vectorEffect="non-scaling-stroke" />
        </>
      )}
    </svg>
  );
}

type Height = (value: number) => number;

/** Where a value lies, in pixels from the top. */
function scale(values: readonly (number | null)[], height: number, isScaled: boolean): Height {
  const known = values.filter((value) => value !== null);
  const greatest = Math.max(...known);
  const least = isScaled ? Math.min(...known) : 0;
  const [from, until] = least < greatest ? [least, greatest] : unmoved(least, isScaled);
  return (value) => round(ABOVE + (1 - (value - from) / (until - from)) * (height - ABOVE - BELOW));
}

/** A level that does not move lies in the middle; nothing but zeros lies on the floor. */
function unmoved(level: number, isScaled: boolean): [number, number] {
  return isScaled ? [level - 0.5, level + 0.5] : [0, 1];
}

/** What is not known is a gap. */
function lineOf(values: readonly (number | null)[], yOf: Height): string {
  return values
    .map((value, x) => (value === null ? "" : `${values[x - 1] == null ? "M" : "L"}${x} ${yOf(value)}`))
    .join("");
}

function areaOf(values: readonly (number | null)[], yOf: Height, floor: number): string {
  return values
    .map((value, x) => {
      if (value === null) {
        return "";
      }
      const begin = values[x - 1] == null ? `M${x} ${floor}` : "";
      const end = values[x + 1] == null ? `V${floor}Z` : "";
      return `${begin}L${x} ${yOf(value)}${end}`;
    })
    .join("");
}

function barsOf(values: readonly (number | null)[], yOf: Height, floor: number): string {
  return values
    .map((value, index) => {
      const x = round(index + (1 - BAR_SHARE) / 2);
      return value === null ? "" : `M${x} ${floor}V${yOf(value)}h${BAR_SHARE}V${floor}Z`;
    })
    .join("");
}

function round(pixels: number): number {
  return Math.round(pixels * 100) / 100;
}
