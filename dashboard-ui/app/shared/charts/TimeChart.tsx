import { useCallback, useEffect, useMemo } from "react";
import { formatBucket } from "../format/times";
import type { EChartsCoreOption } from "./engine";
import { swatchClass, type TimeSeries } from "./series";
import { type Tick, ticksOf } from "./ticks";
import { useChart } from "./useChart";
import { type Token, useTokens } from "./useTokens";

export interface TimeChartProps {
  readonly label: string;
  readonly instants: readonly Date[];
  readonly bucketSeconds: number;
  /** Index of the first bucket that is still filling; it and those after it are drawn lighter. */
  readonly unfinishedFrom: number;
  /** Whether the window begins in the middle of the first bucket; it is drawn lighter, too. */
  readonly isFirstCut: boolean;
  readonly series: readonly TimeSeries[];
  readonly format: (value: number) => string;
  readonly formatAxis: (value: number) => string;
  /** Where the value axis ends for the least and greatest value; from 0 to a round number when absent. */
  readonly bounds?: (least: number, greatest: number) => readonly [number, number];
  /** The least distance between two labels of the value axis: 1 for counts, of which there are no halves. */
  readonly leastStep?: number;
  readonly height: number;
  readonly group: string;
  readonly onZoom: (from: Date, until: Date) => void;
  readonly onZoomBack: () => void;
}

/** Room that a label on the time axis needs. */
const TICK_WIDTH = 64;
/** A click is not a drag. */
const SHORTEST_DRAG = 6;

/** Values over time: bars or lines over buckets. Drag to zoom, double click to go back. Gaps stay gaps. */
export function TimeChart(props: TimeChartProps) {
  const { instants, bucketSeconds, onZoom, onZoomBack } = props;
  const tokens = useTokens();
  const option = useCallback((width: number) => optionOf(props, tokens, width), [props, tokens]);
  const { ref, chart } = useChart(option, props.group);
  const ends = useMemo(
    () => instants.map((at) => new Date(at.getTime() + bucketSeconds * 1_000)),
    [instants, bucketSeconds],
  );

  useEffect(() => {
    // With fingers, a drag scrolls the page.
    if (chart === null || globalThis.matchMedia("(pointer: coarse)").matches) {
      return;
    }
    const onBrushEnd = (event: unknown) => {
      const area = (event as { areas?: { range: [number, number]; coordRange: [number, number] }[] }).areas?.[0];
      if (area === undefined) {
        return;
      }
      chart.dispatchAction({ type: "brush", areas: [] });
      const from = instants[Math.max(0, area.coordRange[0])];
      const until = ends[Math.min(ends.length - 1, area.coordRange[1])];
      if (area.range[1] - area.range[0] >= SHORTEST_DRAG && from !== undefined && until !== undefined) {
        onZoom(from, until);
      }
    };
    const armBrush = () =>
      chart.dispatchAction({
        type: "takeGlobalCursor",
        key: "brush",
        brushOption: { brushType: "lineX", brushMode: "single" },
      });
    const onDoubleClick = () => onZoomBack();
    const surface = chart.getZr();
    chart.on("brushEnd", onBrushEnd);
    chart.on("finished", armBrushOnce);
    surface.on("dblclick", onDoubleClick);
    function armBrushOnce() {
      chart?.off("finished", armBrushOnce);
      armBrush();
    }
    armBrush();
    return () => {
      if (!chart.isDisposed()) {
        chart.off("brushEnd", onBrushEnd);
        chart.off("finished", armBrushOnce);
        surface.off("dblclick", onDoubleClick);
      }
    };
  }, [chart, instants, ends, onZoom, onZoomBack]);

  return <div ref={ref} role="img" aria-label={props.label} className="time-chart" style={{ height: props.height }} />;
}

function optionOf(props: TimeChartProps, tokens: Readonly<Record<Token, string>>, width: number): EChartsCoreOption {
  const ticks = ticksWithin(props.instants, width);
  return {
    animation: false,
    aria: { enabled: true, label: { enabled: false }, decal: { show: true } },
    grid: { left: 4, right: 12, top: 14, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
    xAxis: {
      type: "category",
      data: props.instants.map((at) => at.toISOString()),
      axisLine: { lineStyle: { color: tokens["line-strong"] } },
      axisTick: {
        show: true,
        alignWithLabel: true,
        length: 4,
        interval: (index: number) => ticks.has(index),
        lineStyle: { color: tokens["line-strong"] },
      },
      axisLabel: {
        color: tokens["ink-mute"],
        fontSize: 12,
        fontFamily: "Inter Variable",
        hideOverlap: true,
        interval: (index: number) => ticks.has(index),
        formatter: (_value: string, index: number) => ticks.get(index)?.label ?? "",
      },
      axisPointer: {
        type: "line",
        lineStyle: { color: tokens["ink-mute"], type: "solid", width: 1 },
        label: { show: false },
      },
    },
    yAxis: {
      type: "value",
      ...boundsOf(props),
      minInterval: props.leastStep ?? 0,
      splitNumber: props.height > 200 ? 5 : 2,
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: {
        color: tokens["ink-mute"],
        fontSize: 12,
        fontFamily: "Inter Variable",
        formatter: (value: number) => props.formatAxis(value),
      },
      splitLine: { lineStyle: { color: tokens.grid } },
    },
    tooltip: {
      trigger: "axis",
      position: placeTip,
      className: "chart-tip",
      backgroundColor: tokens.raised,
      borderColor: tokens["line-strong"],
      borderWidth: 1,
      padding: 0,
      transitionDuration: 0,
      formatter: (items: { dataIndex: number }[]) => tipOf(props, tokens, items[0]?.dataIndex ?? 0),
    },
    brush: {
      xAxisIndex: 0,
      brushStyle: { color: `${tokens.accent}22`, borderColor: tokens.accent, borderWidth: 1 },
      outOfBrush: { colorAlpha: 1 },
      throttleType: "debounce",
      throttleDelay: 50,
    },
    series: props.series.flatMap<object>((series) =>
      series.kind === "bars" ? [barsOf(series, props, tokens)] : linesOf(series, props, tokens),
    ),
  };
}

/** Ticks by bucket; none so near the end that its label would be cut. */
function ticksWithin(instants: readonly Date[], width: number): ReadonlyMap<number, Tick> {
  const room = width - 60;
  const last = instants.length * (1 - TICK_WIDTH / 2 / Math.max(room, TICK_WIDTH));
  const ticks = ticksOf(instants, Math.max(2, Math.floor(room / TICK_WIDTH)));
  return new Map(ticks.filter((tick) => tick.index <= last).map((tick) => [tick.index, tick]));
}

function boundsOf({ bounds, series }: TimeChartProps) {
  if (bounds === undefined) {
    return {};
  }
  const values = series.flatMap((one) => one.values).filter((value) => value !== null);
  const [min, max] = bounds(Math.min(...values), Math.max(...values));
  return { min, max, interval: (max - min) / 2 };
}

interface TipSize {
  readonly contentSize: readonly [number, number];
  readonly viewSize: readonly [number, number];
}

/** Above the chart and over its crosshair, so that it never hides what it tells. */
function placeTip(point: readonly [number, number], _items: unknown, _tip: unknown, _rect: unknown, size: TipSize) {
  const [width, height] = size.contentSize;
  const left = Math.min(Math.max(point[0] - width / 2, 0), size.viewSize[0] - width);
  return [left, 12 - height];
}

function barsOf(series: TimeSeries, props: TimeChartProps, tokens: Readonly<Record<Token, string>>) {
  return {
    type: "bar",
    name: series.name,
    stack: "all",
    barCategoryGap: props.instants.length > 100 ? "18%" : "24%",
    barMaxWidth: 28,
    itemStyle: { color: tokens[series.colour], decal: series.isHatched === true ? hatch(tokens) : { symbol: "none" } },
    emphasis: { disabled: true },
    data: series.values.map((value, index) =>
      index < props.unfinishedFrom && !(index === 0 && props.isFirstCut)
        ? value
        : { value, itemStyle: { opacity: 0.45 } },
    ),
  };
}

function hatch(tokens: Readonly<Record<Token, string>>) {
  return {
    symbol: "rect",
    color: tokens.surface,
    dashArrayX: [1, 0],
    dashArrayY: [2, 3],
    rotation: -Math.PI / 4,
  };
}

/** One line for what is complete, a lighter one from the last complete bucket on. A lone point between gaps is a dot. */
function linesOf(series: TimeSeries, props: TimeChartProps, tokens: Readonly<Record<Token, string>>) {
  const colour = tokens[series.colour];
  const from = props.unfinishedFrom;
  const common = {
    type: "line",
    connectNulls: false,
    emphasis: { disabled: true },
    symbol: "circle",
    symbolSize: 4,
    itemStyle: { color: colour, decal: { symbol: "none" } },
  };
  if (series.isFaint === true) {
    const lineStyle = { color: colour, width: 1.25, opacity: 0.6, type: "dashed" };
    return [{ ...common, name: series.name, showSymbol: false, lineStyle, z: 1, data: series.values }];
  }
  return [
    {
      ...common,
      name: series.name,
      showSymbol: true,
      showAllSymbol: true,
      lineStyle: { color: colour, width: 1.75 },
      data: series.values.map((value, index) => pointOf(index < from ? value : null, series.values, index)),
    },
    {
      ...common,
      name: `${series.name} (still filling)`,
      showSymbol: false,
      lineStyle: { color: colour, width: 1.75, opacity: 0.5, type: "dotted" },
      data: series.values.map((value, index) => (index >= from - 1 ? value : null)),
    },
  ];
}

function pointOf(value: number | null, values: readonly (number | null)[], index: number) {
  const isAlone = value !== null && values[index - 1] == null && values[index + 1] == null;
  return { value, symbol: isAlone ? "circle" : "none" };
}

function remarkOn(index: number, props: TimeChartProps): string {
  if (index >= props.unfinishedFrom) {
    return " · still filling";
  }
  return index === 0 && props.isFirstCut ? " · cut by the time range" : "";
}

/** Built as elements and not as text: names come from people's models. */
function tipOf(props: TimeChartProps, tokens: Readonly<Record<Token, string>>, index: number): HTMLElement {
  const tip = document.createElement("div");
  const at = props.instants[index];
  if (at === undefined) {
    return tip;
  }
  const title = document.createElement("div");
  title.className = "chart-tip__title";
  title.textContent = formatBucket(at, props.bucketSeconds) + remarkOn(index, props);
  tip.append(title);
  for (const series of props.series) {
    const value = series.values[index];
    const row = document.createElement("div");
    row.className = "chart-tip__row";
    const swatch = document.createElement("span");
    swatch.className = swatchClass(series);
    swatch.style.setProperty("--swatch", tokens[series.colour]);
    const name = document.createElement("span");
    name.textContent = series.name;
    const number = document.createElement("strong");
    number.textContent = value == null ? "no data" : props.format(value);
    row.append(swatch, name, number);
    tip.append(row);
  }
  return tip;
}
