import { type ComponentProps, lazy, Suspense } from "react";

// Figures and tables stand before the charting library has arrived.
const LoadedTimeChart = lazy(() => import("./TimeChart").then((module) => ({ default: module.TimeChart })));
const LoadedCategoryChart = lazy(() => import("./CategoryChart").then((module) => ({ default: module.CategoryChart })));

export function TimeChart(props: ComponentProps<typeof LoadedTimeChart>) {
  return (
    <Suspense fallback={<div style={{ height: props.height }} />}>
      <LoadedTimeChart {...props} />
    </Suspense>
  );
}

export function CategoryChart(props: ComponentProps<typeof LoadedCategoryChart>) {
  return (
    <Suspense fallback={<div style={{ height: props.height }} />}>
      <LoadedCategoryChart {...props} />
    </Suspense>
  );
}
