import { useCallback } from "react";
import { type Drawing, type Drawn, FONT, type Options, uPlot, valueAxis } from "./engine";
import { inkOf, type TimeSeries, thinned } from "./series";
import { fillTip, placeTip } from "./tip";
import { useChart } from "./useChart";
import { type Token, useTokens } from "./useTokens";

export interface CategoryChartProps {
  readonly label: string;
  /** What stands side by side, from left to right. */
  readonly categories: readonly string[];
  /** Labels at the boundaries of categories (from 0 on) in place of one under each. */
  readonly edges?: ReadonlyMap<number, string>;
  /** Faint ones are drawn as outlines behind the others. */
  readonly series: readonly Omit<TimeSeries, "kind">[];
  /** Categories from here on are drawn strong, those before it light. */
  readonly strongFrom?: number;
  readonly format: (value: number) => string;
  readonly formatAxis: (value: number) => string;
  readonly height: number;
}

/** Amounts of several things side by side. */
export function CategoryChart(props: CategoryChartProps) {
  const { categories, edges, series, strongFrom, format, formatAxis, height } = props;
  const tokens = useTokens();
  const drawing = useCallback(
    (width: number) => drawingOf({ categories, edges, series, strongFrom, format, formatAxis, tokens, width }),
    [categories, edges, series, strongFrom, format, formatAxis, tokens],
  );
  const ref = useChart(drawing, height);
  return <div ref={ref} role="img" aria-label={props.label} className="category-chart" style={{ height }} />;
}

interface Asked {
  readonly categories: readonly string[];
  readonly edges: ReadonlyMap<number, string> | undefined;
  readonly series: CategoryChartProps["series"];
  readonly strongFrom: number | undefined;
  readonly format: (value: number) => string;
  readonly formatAxis: (value: number) => string;
  readonly tokens: Readonly<Record<Token, string>>;
  readonly width: number;
}

function drawingOf(asked: Asked): Drawing {
  const places = asked.categories.map((_, index) => index);
  const layers = [...asked.series]
    .sort((one, other) => Number(other.isFaint ?? false) - Number(one.isFaint ?? false))
    .flatMap((series) => layersOf(series, asked));
  return {
    options: {
      legend: { show: false },
      padding: [14, 12, 0, 0],
      scales: {
        x: { time: false, range: () => [-0.5, Math.max(places.length - 0.5, 0.5)] },
        y: { range: (_chart, _least, greatest) => [0, greatest === null || greatest <= 0 ? 1 : greatest * 1.05] },
      },
      axes: [
        placeAxis(asked),
        { ...valueAxis(asked.tokens["ink-mute"], asked.tokens.grid, asked.formatAxis), space: 34 },
      ],
      series: [{}, ...layers.map((layer) => layer.drawn)],
      cursor: { y: false, x: false, points: { show: false }, drag: { x: false, y: false } },
      hooks: tipHooks(asked),
    },
    rows: [places, ...layers.map((layer) => layer.values)],
  };
}

function layersOf(series: Asked["series"][number], { tokens, strongFrom = 0 }: Asked) {
  const ink = inkOf(series.colour, tokens);
  const paths = uPlot.paths.bars?.({
    size: [series.isFaint === true ? 0.9 : 0.7, series.isFaint === true ? 76 : 56],
  }) as never;
  const points = { show: false };
  if (series.isFaint === true) {
    const drawn: Drawn = { stroke: thinned(ink, 0.55), fill: thinned(ink, 0.12), width: 1, points, paths };
    return [{ drawn, values: [...series.values] }];
  }
  const drawn = (alpha: number): Drawn => ({ fill: ink, width: 0, alpha, points, paths });
  return [
    { drawn: drawn(1), values: series.values.map((value, index) => (index >= strongFrom ? value : null)) },
    { drawn: drawn(0.35), values: series.values.map((value, index) => (index < strongFrom ? value : null)) },
  ];
}

function placeAxis({ categories, edges, tokens, width }: Asked): uPlot.Axis {
  const common: uPlot.Axis = {
    stroke: tokens["ink-mute"],
    font: FONT,
    size: 26,
    gap: 4,
    grid: { show: false },
    border: { show: true, stroke: tokens["line-strong"], width: 1 },
    ticks: { show: edges !== undefined, stroke: tokens["line-strong"], width: 1, size: 4 },
  };
  if (edges !== undefined) {
    const bounds = [...edges.keys()];
    return { ...common, splits: () => bounds.map((at) => at - 0.5), values: () => [...edges.values()] };
  }
  const room = Math.max(2, Math.floor((width - 60) / Math.max(categories.length, 1) / 7));
  return {
    ...common,
    splits: () => categories.map((_, index) => index),
    values: () => categories.map((name) => (name.length > room ? `${name.slice(0, room - 1)}…` : name)),
  };
}

function tipHooks({
  categories,
  series,
  format,
  tokens,
}: Asked): Pick<NonNullable<Options["hooks"]>, "init" | "setCursor"> {
  const tip = document.createElement("div");
  tip.className = "chart-tip";
  tip.hidden = true;
  return {
    init: [
      (chart) => {
        chart.root.append(tip);
      },
    ],
    setCursor: [
      (chart) => {
        const { idx, left } = chart.cursor;
        const name = idx == null || (left ?? -1) < 0 ? undefined : categories[idx];
        tip.hidden = name === undefined;
        if (name === undefined || idx == null) {
          return;
        }
        const rows = series.map((one) => {
          const value = one.values[idx];
          return { series: { ...one, kind: "bars" as const }, text: value == null ? "no data" : format(value) };
        });
        fillTip(tip, { title: name, rows }, tokens);
        placeTip(tip, (left ?? 0) + chart.over.offsetLeft, chart.root.offsetWidth);
      },
    ],
  };
}
