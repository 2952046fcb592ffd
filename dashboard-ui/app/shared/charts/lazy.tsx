import { type ComponentProps, lazy, Suspense } from "react";

// The charting library is most of the page's weight: figures and tables stand before it has arrived.
const LoadedTimeChart = lazy(() => import("./TimeChart").then((module) => ({ default: module.TimeChart })));
const LoadedSparkline = lazy(() => import("./Sparkline").then((module) => ({ default: module.Sparkline })));

export function TimeChart(props: ComponentProps<typeof LoadedTimeChart>) {
  return (
    <Suspense fallback={<div style={{ height: props.height }} />}>
      <LoadedTimeChart {...props} />
    </Suspense>
  );
}

export function Sparkline(props: ComponentProps<typeof LoadedSparkline>) {
  return (
    <Suspense fallback={<div style={{ height: props.height }} />}>
      <LoadedSparkline {...props} />
    </Suspense>
  );
}
