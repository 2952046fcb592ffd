import { useCallback, useEffect, useRef } from "react";
import type { TimeSeries } from "./series";
import { timeDrawing } from "./timeDrawing";
import { useChart } from "./useChart";
import { useTokens } from "./useTokens";

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
  /** Charts of one group share a crosshair. */
  readonly group: string;
  readonly onZoom: (from: Date, until: Date) => void;
  readonly onZoomBack: () => void;
}

/** Values over time: bars, lines, bands over buckets. Drag to zoom, double click to go back. Gaps stay gaps. */
export function TimeChart(props: TimeChartProps) {
  const { instants, bucketSeconds, unfinishedFrom, isFirstCut, series, height, group } = props;
  const { format, formatAxis, bounds, leastStep, onZoom, onZoomBack } = props;
  const tokens = useTokens();
  // What a drag does may change without the chart being drawn anew.
  const zoom = useRef({ onZoom, onZoomBack });
  useEffect(() => {
    zoom.current = { onZoom, onZoomBack };
  }, [onZoom, onZoomBack]);
  const drawing = useCallback(
    (width: number) =>
      timeDrawing({
        ...{ instants, bucketSeconds, unfinishedFrom, isFirstCut, series, format, formatAxis, height, group },
        ...{ bounds, leastStep, tokens, width },
        onSelect: (first, last) => {
          const from = instants[Math.max(0, first)];
          const end = instants[Math.min(instants.length - 1, last)];
          if (from !== undefined && end !== undefined) {
            zoom.current.onZoom(from, new Date(end.getTime() + bucketSeconds * 1_000));
          }
        },
        onBack: () => zoom.current.onZoomBack(),
      }),
    [
      instants,
      bucketSeconds,
      unfinishedFrom,
      isFirstCut,
      series,
      format,
      formatAxis,
      bounds,
      leastStep,
      height,
      group,
      tokens,
    ],
  );
  const ref = useChart(drawing, height);
  return <div ref={ref} role="img" aria-label={props.label} className="time-chart" style={{ height }} />;
}
