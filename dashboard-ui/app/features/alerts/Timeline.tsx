import type { AlertCondition, IncidentEvent } from "../../api/types";
import { formatFull } from "../../shared/format/times";
import { eventName, figureText } from "./wording";

interface TimelineProps {
  readonly events: readonly IncidentEvent[];
  readonly condition: AlertCondition;
}

/** What happened, who did it and which figures were behind it, in order. */
export function Timeline({ events, condition }: TimelineProps) {
  return (
    <ol className="timeline" aria-label="Timeline">
      {events.map((event) => (
        <li key={`${event.at} ${event.kind} ${event.who} ${event.note}`} data-kind={event.kind}>
          <p className="timeline__head">
            <strong>{eventName(event.kind)}</strong>
            {event.who !== null && ` by ${event.who}`}
            <time dateTime={event.at}>{formatFull(event.at)}</time>
          </p>
          {event.note !== null && <p className="timeline__note">{event.note}</p>}
          {event.figures !== null && event.figures.value !== null && (
            <p className="timeline__figures numeric">{figureText(event.figures, condition)}</p>
          )}
        </li>
      ))}
    </ol>
  );
}
