import { Switch } from "@mantine/core";
import type { Overview } from "../../api/types";
import { formatStep, timeZoneLabel } from "../format/times";
import { useTimeWindow } from "../window/TimeWindowContext";
import { labelOf, previousLabelOf } from "../window/timeWindow";

/** Which time the charts are about, in which zone, and whether the time before is drawn beside it. */
export function Caption({ overview }: { readonly overview: Overview | undefined }) {
  const { window, isCompared, setCompared } = useTimeWindow();
  return (
    <div className="overview__caption">
      <p>
        {labelOf(window)}
        {overview !== undefined && ` · ${formatStep(overview.bucket_seconds)}`} · times in {timeZoneLabel(window.until)}
        <span className="overview__hint"> · drag over a chart to zoom</span>
      </p>
      <Switch
        size="xs"
        labelPosition="left"
        label={`Compare with ${previousLabelOf(window)}`}
        checked={isCompared}
        onChange={(event) => setCompared(event.currentTarget.checked)}
      />
    </div>
  );
}
