import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";

export { uPlot };
export type Options = uPlot.Options;
export type Drawn = uPlot.Series;
export type Rows = uPlot.AlignedData;

/** What a chart draws: how, and the numbers; the first row of which are places on the horizontal axis. */
export interface Drawing {
  readonly options: Omit<Options, "width" | "height">;
  readonly rows: Rows;
}

export const FONT = "12px 'Inter Variable', system-ui, sans-serif";

/** A line for each label of the value axis, and none for the axis itself; as wide as its longest label. */
export function valueAxis(ink: string, grid: string, format: (value: number) => string): uPlot.Axis {
  return {
    stroke: ink,
    font: FONT,
    gap: 6,
    grid: { stroke: grid, width: 1 },
    ticks: { show: false },
    values: (_chart, splits) => splits.map(format),
    size: (chart, labels, _axis, cycle) => {
      if (labels === null || cycle > 1) {
        return 44;
      }
      chart.ctx.font = FONT;
      const ratio = uPlot.pxRatio;
      return 10 + Math.max(...labels.map((label) => chart.ctx.measureText(label).width / ratio));
    },
  };
}
