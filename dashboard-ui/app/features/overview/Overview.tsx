import { Switch } from "@mantine/core";
import { useOverview } from "../../api/hooks";
import { formatStep, timeZoneLabel } from "../../shared/format/times";
import { EmptyState } from "../../shared/states/EmptyState";
import { FirstInference } from "../../shared/states/FirstInference";
import { ProblemNotice } from "../../shared/states/ProblemNotice";
import { useTimeWindow } from "../../shared/window/TimeWindowContext";
import { labelOf, phraseOf, previousLabelOf } from "../../shared/window/timeWindow";
import { Charts } from "./Charts";
import { Headlines } from "./Headlines";
import "./overview.css";

/** The workspace at one glance: four figures, and how they came about. */
export function Overview() {
  const { query, window, isCompared, setCompared } = useTimeWindow();
  const overview = useOverview(query);
  const before = overview.data?.previous_window;
  const previous = useOverview(before ?? query, isCompared && before !== undefined);

  if (overview.isError && overview.data === undefined) {
    return (
      <ProblemNotice
        what="The figures could not be loaded."
        error={overview.error}
        onRetry={() => void overview.refetch()}
        consolation="The lists below load on their own."
      />
    );
  }
  const data = overview.data;
  const isEmpty = data !== undefined && data.requests.value === 0;
  return (
    <div className="overview" aria-busy={overview.isPlaceholderData}>
      {overview.isError && (
        <ProblemNotice
          what="These figures could not be refreshed; they are the last that came."
          error={overview.error}
          onRetry={() => void overview.refetch()}
        />
      )}
      <Headlines overview={data} />
      {isEmpty ? (
        <section className="panel">
          <EmptyState title={`No inferences in ${phraseOf(window)}`}>
            <p>Requests, confidence and inference time appear here seconds after the first inference is reported.</p>
            <FirstInference />
          </EmptyState>
        </section>
      ) : (
        <>
          <div className="overview__caption">
            <p>
              {labelOf(window)}
              {data !== undefined && ` · ${formatStep(data.bucket_seconds)}`} · times in {timeZoneLabel(window.until)}
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
          <Charts overview={data} previous={isCompared ? previous.data : undefined} />
        </>
      )}
    </div>
  );
}
