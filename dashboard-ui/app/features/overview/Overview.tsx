import { useOverview } from "../../api/hooks";
import { Caption } from "../../shared/overview/Caption";
import { Charts } from "../../shared/overview/Charts";
import { Headlines } from "../../shared/overview/Headlines";
import "../../shared/overview/overview.css";
import { ProblemNotice } from "../../shared/states/ProblemNotice";
import { useTimeWindow } from "../../shared/window/TimeWindowContext";
import { NothingYet } from "./NothingYet";

/** The workspace at one glance: four figures, and how they came about. */
export function Overview() {
  const { query, isCompared } = useTimeWindow();
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
        <NothingYet />
      ) : (
        <>
          <Caption overview={data} />
          <Charts overview={data} previous={isCompared ? previous.data : undefined} />
        </>
      )}
    </div>
  );
}
