import { useMemo } from "react";
import type { AlertCondition, Figures } from "../../api/types";
import { ChartPanel } from "../../shared/charts/ChartPanel";
import { confidenceBounds } from "../../shared/charts/confidenceBounds";
import type { TimeSeries } from "../../shared/charts/series";
import { useZoom } from "./useZoom";
import { figureFormat, figureName, isConfidence } from "./wording";

/** From when until when something was, or would have been, wrong; null while it still is. */
export interface WrongSpan {
  readonly from: string;
  readonly until: string | null;
}

interface FiguresChartProps {
  readonly title: string;
  readonly summary: string;
  readonly points: readonly Figures[];
  readonly condition: AlertCondition | undefined;
  readonly threshold: number | null;
  readonly wrong: readonly WrongSpan[];
  /** What the spans are called in the legend. */
  readonly wrongName: string;
}

const HEIGHT = 240;
const HOUR = 3_600;

/** Figures as a rule judges them: what came, what would be ordinary, the threshold, and where it was wrong. */
export function FiguresChart({ title, summary, points, condition, threshold, wrong, wrongName }: FiguresChartProps) {
  const zoom = useZoom(points);
  const shown = zoom.points;
  const bucketSeconds = bucketOf(points);
  const instants = useMemo(() => shown.map((point) => new Date(point.at)), [shown]);
  const series = useMemo(
    () => seriesOf(shown, figureName(condition), threshold, wrong, wrongName, bucketSeconds),
    [shown, condition, threshold, wrong, wrongName, bucketSeconds],
  );
  const format = figureFormat(condition);
  return (
    <ChartPanel
      title={title}
      summary={summary}
      instants={instants}
      bucketSeconds={bucketSeconds}
      // Closed buckets only are judged.
      unfinishedFrom={instants.length}
      isFirstCut={false}
      series={series}
      format={format}
      formatAxis={isConfidence(condition) ? (value) => value.toFixed(2) : format}
      {...(isConfidence(condition) && { bounds: confidenceBounds })}
      height={HEIGHT}
      group="alerts"
      onZoom={zoom.onZoom}
      onZoomBack={zoom.onZoomBack}
    />
  );
}

function seriesOf(
  points: readonly Figures[],
  name: string,
  threshold: number | null,
  wrong: readonly WrongSpan[],
  wrongName: string,
  bucketSeconds: number,
): TimeSeries[] {
  const isWrong = points.map((point) => isWithin(point, wrong, bucketSeconds));
  const all: TimeSeries[] = [
    { name, kind: "line", colour: "data-confidence", values: points.map((point) => point.value) },
    {
      name: wrongName,
      kind: "line",
      colour: "data-errors",
      values: points.map((point, index) => (isWrong[index] === true ? point.value : null)),
    },
    faint(
      "Ordinary",
      "ink-mute",
      points.map((point) => point.baseline),
    ),
    faint(
      "Lowest ordinary",
      "data-time",
      points.map((point) => point.low),
    ),
    faint(
      "Highest ordinary",
      "data-time",
      points.map((point) => point.high),
    ),
    faint(
      "Threshold",
      "data-errors",
      points.map(() => threshold),
    ),
  ];
  return all.filter((one, index) => index === 0 || one.values.some((value) => value !== null));
}

function faint(name: string, colour: TimeSeries["colour"], values: readonly (number | null)[]): TimeSeries {
  return { name, kind: "line", colour, isFaint: true, values };
}

/** An incident opens with the end of the bucket that opened it: that bucket belongs to it. */
function isWithin({ at }: Figures, spans: readonly WrongSpan[], bucketSeconds: number): boolean {
  const end = Date.parse(at) + bucketSeconds * 1_000;
  return spans.some(({ from, until }) => end >= Date.parse(from) && (until === null || end <= Date.parse(until)));
}

function bucketOf(points: readonly Figures[]): number {
  const [first, second] = points;
  return first === undefined || second === undefined ? HOUR : (Date.parse(second.at) - Date.parse(first.at)) / 1_000;
}
