import { useEffect, useRef, useState } from "react";
import { type Drawing, uPlot } from "./engine";

/** Draws into the element that gets the ref, at the element's width. What is drawn is made anew when it changes. */
export function useChart(drawingAt: (width: number) => Drawing, height: number) {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);

  useEffect(() => {
    const element = ref.current;
    if (element === null) {
      return;
    }
    // What is hidden (a column on a phone) has no width, and no chart until it has.
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    const element = ref.current;
    if (element === null || width === 0) {
      return;
    }
    const { options, rows } = drawingAt(width);
    const chart = new uPlot({ ...options, width, height }, rows, element);
    return () => chart.destroy();
  }, [drawingAt, width, height]);

  return ref;
}
