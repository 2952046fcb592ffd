import { useEffect, useRef, useState } from "react";
import { connect, type EChartsCoreOption, type EChartsType, init } from "./engine";

/** Draws the option into the element that gets the ref, at the element's size. Charts of one group share a crosshair. */
export function useChart(option: (width: number) => EChartsCoreOption, group?: string) {
  const ref = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<EChartsType | null>(null);
  const [width, setWidth] = useState(0);

  useEffect(() => {
    const element = ref.current;
    if (element === null) {
      return;
    }
    let created: EChartsType | null = null;
    // What is hidden (a column on a phone) has no width, and no chart until it has.
    const observer = new ResizeObserver(() => {
      if (element.clientWidth === 0) {
        return;
      }
      if (created === null) {
        created = init(element, null, { renderer: "svg" });
        setChart(created);
      } else {
        created.resize();
      }
      setWidth(element.clientWidth);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      created?.dispose();
      setChart(null);
    };
  }, []);

  useEffect(() => {
    if (chart !== null && group !== undefined) {
      chart.group = group;
      connect(group);
    }
  }, [chart, group]);

  useEffect(() => {
    if (width > 0) {
      chart?.setOption(option(width), { notMerge: true });
    }
  }, [chart, option, width]);

  return { ref, chart };
}
