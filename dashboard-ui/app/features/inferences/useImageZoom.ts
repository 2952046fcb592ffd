import { useHotkeys } from "@mantine/hooks";
import { type PointerEvent, useCallback, useEffect, useRef, useState } from "react";

const MOST = 12;
const STEP = 1.4;

interface View {
  /** 1 shows the whole image. */
  readonly scale: number;
  /** Where the image's left and top edges lie, as shares of the stage. */
  readonly left: number;
  readonly top: number;
}

const FITTED: View = { scale: 1, left: 0, top: 0 };

/**
 * Zoom and pan of what lies in a stage: the wheel zooms about the pointer, dragging moves, `0` fits. The layer is made
 * larger and not scaled, so that lines and labels keep their size.
 *
 * @param isWheelFree whether the wheel alone zooms; otherwise it needs `Ctrl`, and scrolls the page without
 */
export function useImageZoom(isWheelFree: boolean) {
  const [view, setView] = useState<View>(FITTED);
  const stage = useRef<HTMLDivElement>(null);
  const dragged = useRef<{ readonly x: number; readonly y: number } | null>(null);

  const zoomAbout = useCallback((factor: number, x: number, y: number) => {
    setView((before) => {
      const scale = Math.min(MOST, Math.max(1, before.scale * factor));
      const grown = scale / before.scale;
      return held({ scale, left: x - (x - before.left) * grown, top: y - (y - before.top) * grown });
    });
  }, []);

  // React's own wheel listeners are passive: they cannot keep the page from scrolling.
  useEffect(() => {
    const element = stage.current;
    const onWheel = (event: WheelEvent) => {
      if (element !== null && (isWheelFree || event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        const place = element.getBoundingClientRect();
        const x = (event.clientX - place.left) / place.width;
        const y = (event.clientY - place.top) / place.height;
        zoomAbout(Math.exp(-event.deltaY / 400), x, y);
      }
    };
    element?.addEventListener("wheel", onWheel, { passive: false });
    return () => element?.removeEventListener("wheel", onWheel);
  }, [isWheelFree, zoomAbout]);

  const fit = useCallback(() => setView(FITTED), []);
  const zoomIn = useCallback(() => zoomAbout(STEP, 0.5, 0.5), [zoomAbout]);
  const zoomOut = useCallback(() => zoomAbout(1 / STEP, 0.5, 0.5), [zoomAbout]);
  useHotkeys([
    ["0", fit],
    ["+", zoomIn],
    ["=", zoomIn],
    ["-", zoomOut],
  ]);

  const drag = {
    onPointerDown: (event: PointerEvent<HTMLDivElement>) => {
      if (view.scale > 1 && event.button === 0) {
        event.currentTarget.setPointerCapture(event.pointerId);
        dragged.current = { x: event.clientX, y: event.clientY };
      }
    },
    onPointerMove: (event: PointerEvent<HTMLDivElement>) => {
      const from = dragged.current;
      if (from !== null) {
        const place = event.currentTarget.getBoundingClientRect();
        const byX = (event.clientX - from.x) / place.width;
        const byY = (event.clientY - from.y) / place.height;
        dragged.current = { x: event.clientX, y: event.clientY };
        setView((before) => held({ ...before, left: before.left + byX, top: before.top + byY }));
      }
    },
    onPointerUp: () => {
      dragged.current = null;
    },
    onDoubleClick: view.scale > 1 ? fit : zoomIn,
  };
  const style = {
    width: `${view.scale * 100}%`,
    height: `${view.scale * 100}%`,
    left: `${view.left * 100}%`,
    top: `${view.top * 100}%`,
  };
  return { stage, drag, style, isZoomed: view.scale > 1, fit, zoomIn, zoomOut };
}

/** The image never leaves the stage. */
function held({ scale, left, top }: View): View {
  const within = (edge: number) => Math.min(0, Math.max(1 - scale, edge));
  return { scale, left: within(left), top: within(top) };
}
