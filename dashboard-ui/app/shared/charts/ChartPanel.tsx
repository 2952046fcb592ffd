import { type ReactNode, useMemo } from "react";
import { exact, NOTHING } from "../format/numbers";
import { formatBucket } from "../format/times";
import { ChartFrame } from "./ChartFrame";
import { csvOf } from "./csv";
import { TimeChart } from "./lazy";
import { legendOf } from "./series";
import type { TimeChartProps } from "./TimeChart";

interface ChartPanelProps extends Omit<TimeChartProps, "label" | "height"> {
  readonly title: string;
  readonly height: number;
  /** What the chart says, in a sentence, for those who hear it. */
  readonly summary: string;
  readonly help?: ReactNode;
  readonly tools?: ReactNode;
}

/** A chart over time in its frame. */
export function ChartPanel({ title, summary, height, help, tools, ...chart }: ChartPanelProps) {
  const csv = useMemo(() => () => timesAsCsv(chart.instants, chart.series), [chart.instants, chart.series]);
  const table = () => ({
    head: ["Time", ...chart.series.map((series) => series.name)],
    rows: chart.instants.map((at, index) => ({
      key: at.toISOString(),
      cells: [
        formatBucket(at, chart.bucketSeconds),
        ...chart.series.map((series) => {
          const value = series.values[index];
          return value == null ? NOTHING : chart.format(value);
        }),
      ],
    })),
  });
  return (
    <ChartFrame
      title={title}
      height={height}
      legend={legendOf(chart.series)}
      table={table}
      csv={csv}
      {...{ help, tools }}
    >
      <TimeChart {...chart} height={height} label={`${title}. ${summary}`} />
    </ChartFrame>
  );
}

/** The chart's numbers, exactly; moments in UTC, so that a spreadsheet elsewhere reads them alike. */
export function timesAsCsv(instants: readonly Date[], series: TimeChartProps["series"]): string {
  return csvOf(
    ["at", ...series.map((one) => one.name)],
    instants.map((at, index) => [at.toISOString(), ...series.map((one) => exact(one.values[index]))]),
  );
}
