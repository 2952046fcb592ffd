import type { Token } from "./useTokens";

/** One of our tokens, or a stable colour of a class or model. */
export type Colour = Token | `#${string}`;

/** One value for each bucket; null where there is none to show. */
export interface TimeSeries {
  readonly name: string;
  /** Two edges that follow each other, the lower first, bound a band. */
  readonly kind: "bars" | "line" | "edge";
  readonly colour: Colour;
  readonly values: readonly (number | null)[];
  /** Hatched as well as coloured, for those who cannot tell the colours apart. */
  readonly isHatched?: boolean;
  /** Drawn thin and dashed: something to hold the others against. */
  readonly isFaint?: boolean;
  /** Lengths of strokes and gaps: tells lines apart without their colours. */
  readonly dash?: readonly number[];
}

/** How a legend marks it: as it is drawn. */
export function swatchClass(series: Pick<TimeSeries, "kind" | "isHatched" | "isFaint" | "dash">): string {
  if (series.kind === "edge") {
    return "swatch swatch--edge";
  }
  if (series.isFaint === true || series.dash !== undefined) {
    return "swatch swatch--faint";
  }
  return series.isHatched === true ? "swatch swatch--hatched" : "swatch";
}

/** As a style sheet names it. */
export function cssOf(colour: Colour): string {
  return colour.startsWith("#") ? colour : `var(--${colour})`;
}

/** As a canvas takes it. */
export function inkOf(colour: Colour, tokens: Readonly<Record<Token, string>>): string {
  return colour.startsWith("#") ? colour : tokens[colour as Token];
}

/** The colour, only a share of it. */
export function thinned(ink: string, opacity: number): string {
  return `${ink}${Math.round(opacity * 255)
    .toString(16)
    .padStart(2, "0")}`;
}

/** The colour lightened over a ground, and opaque. */
export function mixed(ink: string, ground: string, share: number): string {
  const channel = (hue: string, start: number) => Number.parseInt(hue.slice(start, start + 2), 16);
  const parts = [1, 3, 5].map((start) =>
    Math.round(channel(ink, start) * share + channel(ground, start) * (1 - share))
      .toString(16)
      .padStart(2, "0"),
  );
  return `#${parts.join("")}`;
}

/** What a legend names: a band once, and not by its edges. */
export function legendOf(series: readonly TimeSeries[]): readonly TimeSeries[] {
  return series.flatMap((one, index) => {
    if (one.kind !== "edge") {
      return [one];
    }
    const isUpper = series[index - 1]?.kind === "edge";
    return isUpper ? [] : [{ ...one, name: "Middle 80 %" }];
  });
}
