import { type Drawing, type Drawn, FONT, type Options, uPlot, valueAxis } from "./engine";
import { inkOf, mixed, type TimeSeries, thinned } from "./series";
import { ticksOf } from "./ticks";
import { bucketTitle, fillTip, placeTip } from "./tip";
import type { Token } from "./useTokens";

export interface TimeDrawing {
  readonly instants: readonly Date[];
  readonly bucketSeconds: number;
  readonly unfinishedFrom: number;
  readonly isFirstCut: boolean;
  readonly series: readonly TimeSeries[];
  readonly format: (value: number) => string;
  readonly formatAxis: (value: number) => string;
  readonly bounds?: ((least: number, greatest: number) => readonly [number, number]) | undefined;
  readonly leastStep?: number | undefined;
  readonly height: number;
  readonly width: number;
  readonly group: string;
  readonly tokens: Readonly<Record<Token, string>>;
  /** A span was dragged over, by the places of its first and last bucket. */
  readonly onSelect: (first: number, last: number) => void;
  readonly onBack: () => void;
}

/** Room that a label on the time axis needs. */
const TICK_WIDTH = 64;
/** A click is not a drag. */
const SHORTEST_DRAG = 6;
const TALL = 200;

interface Layer {
  readonly drawn: Drawn;
  readonly values: readonly (number | null | undefined)[];
}

/** Buckets stand side by side, each as wide as the next: a day with 25 hours is not wider than one with 24. */
export function timeDrawing(asked: TimeDrawing): Drawing {
  const layers = [...barLayers(asked), ...asked.series.flatMap((series) => lineLayers(series, asked))];
  const places = asked.instants.map((_, index) => index);
  return {
    options: {
      legend: { show: false },
      padding: [14, 12, 0, 0],
      scales: {
        x: { time: false, range: () => [-0.5, Math.max(places.length - 0.5, 0.5)] },
        y: { range: (_chart, least, greatest) => rangeOf(least, greatest, asked) },
      },
      axes: [timeAxis(asked), amountAxis(asked)],
      series: [{}, ...layers.map((layer) => layer.drawn)],
      bands: bandsOf(layers),
      cursor: cursorOf(asked),
      hooks: { setSelect: [(chart) => select(chart, asked)], ...tipHooks(asked) },
    },
    rows: [places, ...layers.map((layer) => [...layer.values])],
  };
}

function rangeOf(least: number | null, greatest: number | null, { bounds, leastStep }: TimeDrawing): [number, number] {
  if (bounds !== undefined) {
    const [floor, ceiling] = bounds(least ?? Number.POSITIVE_INFINITY, greatest ?? Number.NEGATIVE_INFINITY);
    return [floor, ceiling];
  }
  const top = greatest === null || greatest <= 0 ? (leastStep ?? 1) : greatest;
  return [0, Math.max(top * 1.05, leastStep ?? 0)];
}

function timeAxis({ instants, width, tokens }: TimeDrawing): uPlot.Axis {
  const room = width - 60;
  // None so near the end that its label would be cut.
  const last = instants.length * (1 - TICK_WIDTH / 2 / Math.max(room, TICK_WIDTH));
  const ticks = ticksOf(instants, Math.max(2, Math.floor(room / TICK_WIDTH))).filter((tick) => tick.index <= last);
  const labels = new Map(ticks.map((tick) => [tick.index, tick.label]));
  return {
    stroke: tokens["ink-mute"],
    font: FONT,
    size: 26,
    gap: 4,
    grid: { show: false },
    border: { show: true, stroke: tokens["line-strong"], width: 1 },
    ticks: { show: true, stroke: tokens["line-strong"], width: 1, size: 4 },
    splits: () => ticks.map((tick) => tick.index),
    values: (_chart, splits) => splits.map((index) => labels.get(index) ?? ""),
  };
}

function amountAxis(asked: TimeDrawing): uPlot.Axis {
  const { tokens, formatAxis, bounds, leastStep, height } = asked;
  const axis = { ...valueAxis(tokens["ink-mute"], tokens.grid, formatAxis), space: height > TALL ? 44 : 34 };
  if (bounds !== undefined) {
    return { ...axis, splits: (_chart, _axis, floor, ceiling) => [floor, (floor + ceiling) / 2, ceiling] };
  }
  return leastStep === undefined ? axis : { ...axis, incrs: wholeSteps(leastStep) };
}

function wholeSteps(least: number): number[] {
  return Array.from({ length: 12 }, (_, power) => [1, 2, 5].map((digit) => digit * 10 ** power * least)).flat();
}

/** The bars of all series upon each other; unfinished buckets lighter. */
function barLayers(asked: TimeDrawing): Layer[] {
  const { tokens, unfinishedFrom, isFirstCut } = asked;
  const isLight = (index: number) => index >= unfinishedFrom || (index === 0 && isFirstCut);
  let floor = asked.instants.map(() => 0);
  return asked.series
    .filter((series) => series.kind === "bars")
    .flatMap((series) => {
      const ink = inkOf(series.colour, tokens);
      const light = mixed(ink, tokens.surface, 0.45);
      const from = floor;
      const reached = series.values.map((value, index) => (value === null ? null : (from[index] ?? 0) + value));
      floor = reached.map((sum, index) => sum ?? from[index] ?? 0);
      const fillWith = (hue: string) => (series.isHatched === true ? () => hatch(hue, tokens.surface) : hue);
      return [
        { drawn: barsOn(from, fillWith(ink)), values: reached.map((sum, index) => (isLight(index) ? null : sum)) },
        { drawn: barsOn(from, fillWith(light)), values: reached.map((sum, index) => (isLight(index) ? sum : null)) },
      ];
    });
}

const IN_VALUES = 1;

/** Bars that stand on others and not behind them. */
function barsOn(floor: readonly number[], fill: NonNullable<Drawn["fill"]>): Drawn {
  const facet = (values: (chart: uPlot, series: number) => unknown) => ({ unit: IN_VALUES, values }) as never;
  return {
    width: 0,
    fill,
    points: { show: false },
    paths: uPlot.paths.bars?.({
      size: [0.8, 28],
      disp: { y0: facet(() => floor), y1: facet((chart, series) => chart.data[series] ?? []) },
    }) as never,
  };
}

function hatch(ink: string, ground: string): CanvasPattern | string {
  const tile = document.createElement("canvas");
  const size = 6 * uPlot.pxRatio;
  tile.width = size;
  tile.height = size;
  const pen = tile.getContext("2d");
  if (pen === null) {
    return ink;
  }
  pen.fillStyle = ink;
  pen.fillRect(0, 0, size, size);
  pen.strokeStyle = ground;
  pen.lineWidth = 1.4 * uPlot.pxRatio;
  pen.beginPath();
  for (const shift of [-size, 0, size]) {
    pen.moveTo(shift, size);
    pen.lineTo(shift + size, 0);
  }
  pen.stroke();
  return pen.createPattern(tile, "repeat") ?? ink;
}

/** One line for what is complete, a lighter one from the last complete bucket on. A lone point between gaps is a dot. */
function lineLayers(series: TimeSeries, { tokens, unfinishedFrom: from }: TimeDrawing): Layer[] {
  const ink = inkOf(series.colour, tokens);
  if (series.kind === "bars") {
    return [];
  }
  if (series.kind === "edge") {
    return [
      {
        drawn: { stroke: thinned(ink, 0.35), width: 0.75, points: { show: false }, label: EDGE },
        values: series.values,
      },
    ];
  }
  if (series.isFaint === true) {
    const drawn: Drawn = { stroke: thinned(ink, 0.6), width: 1.25, dash: [5, 4], points: { show: false } };
    return [{ drawn, values: series.values }];
  }
  const complete = series.values.map((value, index) => (index < from ? value : null));
  const alone = complete.flatMap((value, index) =>
    value !== null && complete[index - 1] == null && complete[index + 1] == null ? [index] : [],
  );
  const dash = series.dash === undefined ? {} : { dash: [...series.dash] };
  return [
    {
      drawn: {
        ...{ stroke: ink, width: 1.75, ...dash },
        points: { show: alone.length > 0, filter: () => alone, size: 5, fill: ink, stroke: ink },
      },
      values: complete,
    },
    {
      drawn: { stroke: thinned(ink, 0.5), width: 1.75, dash: [2, 3], points: { show: false } },
      values: series.values.map((value, index) => (index >= from - 1 ? value : null)),
    },
  ];
}

const EDGE = "edge";

/** Between each pair of edges. */
function bandsOf(layers: readonly Layer[]): uPlot.Band[] {
  const edges = layers.flatMap((layer, index) => (layer.drawn.label === EDGE ? [index] : []));
  return edges.flatMap((lower, index) => {
    const upper = edges[index + 1];
    if (index % 2 === 1 || upper === undefined) {
      return [];
    }
    // Of the edge's own colour, which is thin already.
    const fill = String(layers[lower]?.drawn.stroke).slice(0, 7);
    return [{ series: [upper + 1, lower + 1] as [number, number], fill: thinned(fill, 0.14) }];
  });
}

function cursorOf({ group, onBack }: TimeDrawing): uPlot.Cursor {
  // With fingers, a drag scrolls the page.
  const isCoarse = globalThis.matchMedia("(pointer: coarse)").matches;
  return {
    y: false,
    points: { show: false },
    drag: { x: !isCoarse, y: false, setScale: false },
    sync: { key: group },
    bind: {
      dblclick: () => () => {
        onBack();
        return null;
      },
    },
  };
}

function select(chart: uPlot, { onSelect }: TimeDrawing) {
  const { left, width } = chart.select;
  // What another chart of the group selects comes here, too.
  if (chart.cursor.event == null || width < SHORTEST_DRAG) {
    return;
  }
  chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  onSelect(Math.round(chart.posToVal(left, "x")), Math.round(chart.posToVal(left + width, "x")));
}

/** The tip stands on the chart that is pointed at, and not on those that share its crosshair. */
function tipHooks(asked: TimeDrawing): Pick<NonNullable<Options["hooks"]>, "init" | "setCursor"> {
  const tip = document.createElement("div");
  tip.className = "chart-tip";
  tip.hidden = true;
  let isPointedAt = false;
  return {
    init: [
      (chart) => {
        chart.root.append(tip);
        chart.over.addEventListener("mouseenter", () => {
          isPointedAt = true;
        });
        chart.over.addEventListener("mouseleave", () => {
          isPointedAt = false;
          tip.hidden = true;
        });
      },
    ],
    setCursor: [
      (chart) => {
        const { idx, left } = chart.cursor;
        const at = idx == null ? undefined : asked.instants[idx];
        tip.hidden = !isPointedAt || at === undefined;
        if (at === undefined || idx == null || tip.hidden) {
          return;
        }
        const title = bucketTitle(at, asked.bucketSeconds, idx >= asked.unfinishedFrom, idx === 0 && asked.isFirstCut);
        const rows = asked.series.map((series) => {
          const value = series.values[idx];
          return { series, text: value == null ? "no data" : asked.format(value) };
        });
        fillTip(tip, { title, rows }, asked.tokens);
        placeTip(tip, (left ?? 0) + chart.over.offsetLeft, chart.root.offsetWidth);
      },
    ],
  };
}
