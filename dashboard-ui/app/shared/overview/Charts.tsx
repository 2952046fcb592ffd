import { Skeleton } from "@mantine/core";
import { useMemo } from "react";
import type { Bucket, Overview } from "../../api/types";
import { ChartPanel } from "../charts/ChartPanel";
import { confidenceBounds } from "../charts/confidenceBounds";
import type { TimeSeries } from "../charts/series";
import { Help } from "../figures/Help";
import { counted, exactCount, formatConfidence, formatCount, formatSeconds, formatShare } from "../format/numbers";
import { useTimeWindow } from "../window/TimeWindowContext";
import { phraseOf } from "../window/timeWindow";
import { aligned } from "./aligned";

const LOW = 120;
/** Frame of a panel, and the gap between two. */
const FRAME = 58;
const GAP = 16;
/** As high as the two beside it. */
const TALL = 2 * LOW + FRAME + GAP;
const GROUP = "overview";
const formatTenths = (value: number) => value.toFixed(2);

interface ChartsProps {
  readonly overview: Overview | undefined;
  /** The same of the window before, to be drawn beside it. */
  readonly previous?: Overview | undefined;
}

/** Requests, confidence and inference time over the window, under one crosshair. */
export function Charts({ overview, previous }: ChartsProps) {
  if (overview === undefined) {
    return (
      <div className="charts" aria-hidden="true">
        <Skeleton height={TALL + FRAME} className="charts__main" />
        <Skeleton height={LOW + FRAME} />
        <Skeleton height={LOW + FRAME} />
      </div>
    );
  }
  return <LoadedCharts overview={overview} previous={previous} />;
}

function LoadedCharts({
  overview,
  previous,
}: {
  readonly overview: Overview;
  readonly previous: Overview | undefined;
}) {
  const { window, zoomTo, zoomBack } = useTimeWindow();
  const shared = useMemo(() => {
    return {
      instants: overview.series.map((bucket) => new Date(bucket.at)),
      bucketSeconds: overview.bucket_seconds,
      // From the end: the first bucket is incomplete as well when the window begins in the middle of it.
      unfinishedFrom: overview.series.findLastIndex((bucket) => bucket.is_complete) + 1,
      isFirstCut: overview.series[0]?.is_complete === false,
      group: GROUP,
    };
  }, [overview]);
  const series = useMemo(() => seriesOf(overview, previous), [overview, previous]);
  const time = phraseOf(window);
  const zoom = { onZoom: zoomTo, onZoomBack: zoomBack };
  return (
    <div className="charts">
      <div className="charts__main">
        <ChartPanel
          {...shared}
          {...zoom}
          title="Requests over time"
          summary={`${counted(overview.requests.value ?? 0, "request")} in ${time}, ${formatShare(overview.error_rate.value)} of them failed.`}
          series={series.requests}
          format={exactCount}
          formatAxis={formatCount}
          leastStep={1}
          height={TALL}
        />
      </div>
      <ChartPanel
        {...shared}
        {...zoom}
        title="Confidence over time"
        help={
          <Help of="the band of confidence">
            A tenth of the predictions lies below the band, a tenth above it; from bins of 0.05, off by less than that.
          </Help>
        }
        summary={`On average ${formatConfidence(overview.average_confidence.value)} in ${time}, half of the predictions above ${formatConfidence(overview.median_confidence.value)}.`}
        series={series.confidence}
        format={formatConfidence}
        formatAxis={formatTenths}
        bounds={confidenceBounds}
        height={LOW}
      />
      <ChartPanel
        {...shared}
        {...zoom}
        title="Inference time over time"
        help={
          <Help of="the median and the 95th percentile">
            Half of the inferences took at most the median, 95 % at most the 95th percentile, preprocessing included;
            from five bins to a decade, linear within one. Inferences without a time do not count.
          </Help>
        }
        summary={`Half of the inferences took at most ${formatSeconds(overview.median_inference_time.value)} in ${time}, 95 % at most ${formatSeconds(overview.inference_time_p95.value)}.`}
        series={series.time}
        format={formatSeconds}
        formatAxis={formatSeconds}
        height={LOW}
      />
    </div>
  );
}

function seriesOf(
  overview: Overview,
  previous: Overview | undefined,
): Record<"requests" | "confidence" | "time", readonly TimeSeries[]> {
  const buckets = overview.series;
  const before = previous === undefined ? null : aligned(overview, previous);
  const faint = (name: string, colour: TimeSeries["colour"], of: (bucket: Bucket) => number | null): TimeSeries[] =>
    before === null
      ? []
      : [
          {
            name,
            kind: "line",
            colour,
            isFaint: true,
            values: before.map((bucket) => (bucket === undefined ? null : of(bucket))),
          },
        ];
  const answered: TimeSeries = {
    name: "Answered",
    kind: "bars",
    colour: "data-requests",
    values: buckets.map((bucket) => bucket.requests - bucket.errors),
  };
  const errors: TimeSeries = {
    name: "Errors",
    kind: "bars",
    colour: "data-errors",
    values: buckets.map((bucket) => bucket.errors),
    isHatched: true,
  };
  return {
    requests: [answered, errors, ...faint("All, before", "data-requests", (bucket) => bucket.requests)],
    confidence: [
      {
        name: "10 % lie below",
        kind: "edge",
        colour: "data-confidence",
        values: buckets.map((bucket) => bucket.confidence_p10 ?? null),
      },
      {
        name: "10 % lie above",
        kind: "edge",
        colour: "data-confidence",
        values: buckets.map((bucket) => bucket.confidence_p90 ?? null),
      },
      {
        name: "Average",
        kind: "line",
        colour: "data-confidence",
        values: buckets.map((bucket) => bucket.average_confidence ?? null),
      },
      ...faint("Before", "data-confidence", (bucket) => bucket.average_confidence ?? null),
    ],
    time: [
      {
        name: "Median",
        kind: "line",
        colour: "data-time",
        values: buckets.map((bucket) => bucket.median_inference_time ?? null),
      },
      {
        name: "95 % within",
        kind: "line",
        colour: "data-time",
        dash: [4, 3],
        values: buckets.map((bucket) => bucket.inference_time_p95 ?? null),
      },
      ...faint("Median, before", "ink-mute", (bucket) => bucket.median_inference_time ?? null),
    ],
  };
}
