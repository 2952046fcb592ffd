import type { Token } from "./useTokens";

/** One value for each bucket; null where there is none to show. */
export interface TimeSeries {
  readonly name: string;
  readonly kind: "bars" | "line";
  readonly colour: Token;
  readonly values: readonly (number | null)[];
  /** Hatched as well as coloured, for those who cannot tell the colours apart. */
  readonly isHatched?: boolean;
  /** Drawn thin and dashed: something to hold the others against. */
  readonly isFaint?: boolean;
}

/** How a legend marks it: as it is drawn. */
export function swatchClass(series: TimeSeries): string {
  if (series.isFaint === true) {
    return "swatch swatch--faint";
  }
  return series.isHatched === true ? "swatch swatch--hatched" : "swatch";
}
