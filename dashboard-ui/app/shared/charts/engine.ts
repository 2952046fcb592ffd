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

const LEAST_WIDTH = 44;

/** A line for each label of the value axis, and none for the axis itself; as wide as its longest label. */
export function valueAxis(ink: string, grid: string, format: (value: number) => string): uPlot.Axis {
  return {
    stroke: ink,
    font: FONT,
    gap: 6,
    grid: { stroke: grid, width: 1 },
    ticks: { show: false },
    values: (_chart, splits) => splits.map(format),
    size: (chart, labels, axis, cycle) => {
      if (labels === null) {
        return LEAST_WIDTH;
      }
      if (cycle > 1) {
        // Settled: measured anew it could go back and forth.
        return Number(Reflect.get(chart.axes[axis] ?? {}, "_size"));
      }
      chart.ctx.save();
      chart.ctx.font = FONT;
      const widest = Math.max(...labels.map((label) => chart.ctx.measureText(label).width));
      chart.ctx.restore();
      return Math.max(LEAST_WIDTH, Math.ceil(widest) + 14);
    },
  };
}
