import { useCallback } from "react";
import type { EChartsCoreOption } from "./engine";
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
  const option = useCallback(
    (): EChartsCoreOption => ({
      animation: false,
      grid: { left: 0, right: 0, top: 2, bottom: 1 },
      xAxis: { type: "category", show: false, boundaryGap: kind === "bars", data: values.map((_, index) => index) },
      yAxis: { type: "value", show: false, scale: isScaled },
      series: [
        kind === "bars"
          ? { type: "bar", data: values, silent: true, barCategoryGap: "20%", itemStyle: { color: tokens[colour] } }
          : {
              type: "line",
              data: values,
              silent: true,
              symbol: "none",
              connectNulls: false,
              lineStyle: { color: tokens[colour], width: 1.5 },
              areaStyle: { color: tokens[colour], opacity: 0.1, origin: "start" },
            },
      ],
    }),
    [values, colour, kind, isScaled, tokens],
  );
  const { ref } = useChart(option);
  return <div ref={ref} aria-hidden="true" className="sparkline" style={{ height }} />;
}
