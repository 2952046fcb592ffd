import { useCallback } from "react";
import { type Drawing, uPlot } from "./engine";
import { thinned } from "./series";
import { useChart } from "./useChart";
import { type Token, useTokens } from "./useTokens";

interface SparklineProps {
  readonly values: readonly (number | null)[];
  readonly colour: Token;
  readonly kind?: "bars" | "line";
  readonly height: number;
  /** Whether the smallest value sits on the floor: shows movement of averages, would lie about counts. */
  readonly isScaled?: boolean;
}

/** The shape of a figure over its window, without axes. For the eye only: the numbers stand beside it. */
export function Sparkline({ values, colour, kind = "line", height, isScaled = false }: SparklineProps) {
  const tokens = useTokens();
  const drawing = useCallback((): Drawing => {
    const ink = tokens[colour];
    const edge = kind === "bars" ? 0.5 : 0;
    return {
      options: {
        legend: { show: false },
        cursor: { show: false },
        padding: [2, 0, 1, 0],
        scales: {
          x: { time: false, range: () => [-edge, Math.max(values.length - 1, 1) + edge] },
          y: { range: (_chart, least, greatest) => rangeOf(least, greatest, isScaled) },
        },
        axes: [{ show: false }, { show: false }],
        series: [
          {},
          kind === "bars"
            ? { width: 0, fill: ink, points: { show: false }, paths: uPlot.paths.bars?.({ size: [0.8] }) as never }
            : { stroke: ink, width: 1.5, fill: thinned(ink, 0.1), points: { show: false } },
        ],
      },
      rows: [values.map((_, index) => index), [...values]],
    };
  }, [values, colour, kind, isScaled, tokens]);
  const ref = useChart(drawing, height);
  return <div ref={ref} aria-hidden="true" className="sparkline" style={{ height }} />;
}

function rangeOf(least: number | null, greatest: number | null, isScaled: boolean): [number, number] {
  if (least === null || greatest === null) {
    return [0, 1];
  }
  const floor = isScaled ? least : 0;
  return floor < greatest ? [floor, greatest] : [floor - 0.5, floor + 0.5];
}
