import { type ReactNode, useMemo } from "react";
import { exact, NOTHING } from "../format/numbers";
import type { CategoryChartProps } from "./CategoryChart";
import { ChartFrame } from "./ChartFrame";
import { csvOf } from "./csv";
import { CategoryChart } from "./lazy";

interface CategoryPanelProps extends Omit<CategoryChartProps, "label"> {
  readonly title: string;
  /** What the chart says, in a sentence, for those who hear it. */
  readonly summary: string;
  /** What the categories are: the head of their column. */
  readonly of: string;
  readonly help?: ReactNode;
  readonly tools?: ReactNode;
  /** Under the chart. */
  readonly children?: ReactNode;
}

/** A chart of amounts side by side in its frame. */
export function CategoryPanel({ title, summary, of, help, tools, children, ...chart }: CategoryPanelProps) {
  const { categories, series, format } = chart;
  const head = [of, ...series.map((one) => one.name)];
  const csv = useMemo(
    () => () =>
      csvOf(
        [of, ...series.map((one) => one.name)],
        categories.map((name, index) => [name, ...series.map((one) => exact(one.values[index]))]),
      ),
    [of, categories, series],
  );
  const table = () => ({
    head,
    rows: categories.map((name, index) => ({
      key: name,
      cells: [
        name,
        ...series.map((one) => {
          const value = one.values[index];
          return value == null ? NOTHING : format(value);
        }),
      ],
    })),
  });
  const legend = series.map((one) => ({ ...one, kind: "bars" as const }));
  return (
    <ChartFrame title={title} height={chart.height} legend={legend} table={table} csv={csv} {...{ help, tools }}>
      <CategoryChart {...chart} label={`${title}. ${summary}`} />
      {children}
    </ChartFrame>
  );
}
