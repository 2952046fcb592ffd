import { formatBucket } from "../format/times";
import { inkOf, swatchClass, type TimeSeries } from "./series";
import type { Token } from "./useTokens";

export interface TipContent {
  readonly title: string;
  readonly rows: readonly { readonly series: Pick<TimeSeries, "name" | "kind" | "colour">; readonly text: string }[];
}

/** Fills the tip. Built as elements and not as text: names come from people's models. */
export function fillTip(tip: HTMLElement, { title, rows }: TipContent, tokens: Readonly<Record<Token, string>>) {
  const head = document.createElement("div");
  head.className = "chart-tip__title";
  head.textContent = title;
  tip.replaceChildren(head);
  for (const { series, text } of rows) {
    const row = document.createElement("div");
    row.className = "chart-tip__row";
    const swatch = document.createElement("span");
    swatch.className = swatchClass(series);
    swatch.style.setProperty("--swatch", inkOf(series.colour, tokens));
    const name = document.createElement("span");
    name.textContent = series.name;
    const number = document.createElement("strong");
    number.textContent = text;
    row.append(swatch, name, number);
    tip.append(row);
  }
}

/** Above the chart and over its crosshair, so that it never hides what it tells. */
export function placeTip(tip: HTMLElement, left: number, within: number) {
  const width = tip.offsetWidth;
  tip.style.left = `${Math.min(Math.max(left - width / 2, 0), Math.max(within - width, 0))}px`;
}

/** The bucket in words, and what is special about it. */
export function bucketTitle(at: Date, bucketSeconds: number, isUnfinished: boolean, isCut: boolean): string {
  const remark = isUnfinished ? " · still filling" : isCut ? " · cut by the time range" : "";
  return formatBucket(at, bucketSeconds) + remark;
}
