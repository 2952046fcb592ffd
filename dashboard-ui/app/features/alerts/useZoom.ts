import { useMemo, useState } from "react";
import type { Figures } from "../../api/types";

/** The points of a span that was dragged over; all of them until then, and again after going back. */
export function useZoom(points: readonly Figures[]) {
  const [span, setSpan] = useState<readonly [Date, Date] | null>(null);
  const shown = useMemo(
    () =>
      span === null
        ? points
        : points.filter(({ at }) => Date.parse(at) >= span[0].getTime() && Date.parse(at) < span[1].getTime()),
    [points, span],
  );
  return {
    // A span that holds nothing of other points is of no use to them.
    points: shown.length === 0 ? points : shown,
    onZoom: (from: Date, until: Date) => setSpan([from, until]),
    onZoomBack: () => setSpan(null),
  };
}
