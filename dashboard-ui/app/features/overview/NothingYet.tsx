import { Link, useSearchParams } from "react-router";
import { useModels } from "../../api/hooks";
import { formatAge, formatFull } from "../../shared/format/times";
import { EmptyState } from "../../shared/states/EmptyState";
import { FirstInference } from "../../shared/states/FirstInference";
import { useTimeWindow } from "../../shared/window/TimeWindowContext";
import { phraseOf, withMoments } from "../../shared/window/timeWindow";
import { useNow } from "../../shared/window/useNow";
import { useArrival } from "./useArrival";

const DAY_MS = 86_400_000;
/** The longest window that can be asked for is 400 days. */
const LOOK_BACK_MS = 399 * DAY_MS;

/** A window without inferences: the very first ones are waited for, earlier ones are pointed at. */
export function NothingYet() {
  const { window } = useTimeWindow();
  const until = Math.ceil(window.until.getTime() / DAY_MS) * DAY_MS;
  const span = { from: new Date(until - LOOK_BACK_MS).toISOString(), until: new Date(until).toISOString() };
  const models = useModels(span);
  const newest = models.data?.models
    .map((model) => model.last_seen_at)
    .sort()
    .at(-1);
  return (
    <section className="panel">
      {newest === undefined ? <FirstRun isKnown={models.data !== undefined} /> : <Earlier newest={newest} />}
    </section>
  );
}

/** Turns into the overview by itself when the first inference has arrived. */
function FirstRun({ isKnown }: { readonly isKnown: boolean }) {
  const { window } = useTimeWindow();
  useArrival(isKnown);
  return (
    <EmptyState title={`No inferences in ${phraseOf(window)}`}>
      <p>Requests, confidence and inference time appear here seconds after the first inference is reported.</p>
      <FirstInference />
      {isKnown && (
        <p className="waiting" role="status">
          <span className="waiting__dot" aria-hidden="true" />
          Waiting for the first inference. This page turns live when it arrives.
        </p>
      )}
    </EmptyState>
  );
}

function Earlier({ newest }: { readonly newest: string }) {
  const { window } = useTimeWindow();
  const [search] = useSearchParams();
  const now = useNow();
  const end = new Date(Date.parse(newest) + 60_000);
  const length = Math.max(window.until.getTime() - window.from.getTime(), DAY_MS);
  const address = withMoments(search, new Date(end.getTime() - length), end);
  return (
    <EmptyState title={`No inferences in ${phraseOf(window)}`}>
      <p>
        The newest came <time title={formatFull(newest)}>{formatAge(newest, now)}</time>.{" "}
        <Link to={{ search: address.toString() }}>Show the time until then</Link>
      </p>
      <FirstInference />
    </EmptyState>
  );
}
