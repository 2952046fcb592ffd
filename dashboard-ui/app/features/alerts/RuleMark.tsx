import type { AlertRule, AlertSeries } from "../../api/types";
import { formatFull } from "../../shared/format/times";
import { Mark } from "../../shared/states/Mark";

const STATES = {
  firing: { word: "Firing", tone: "bad" },
  error: { word: "Cannot be judged", tone: "warn" },
  recovering: { word: "Recovering", tone: "warn" },
  pending: { word: "Under suspicion", tone: "warn" },
  no_data: { word: "No figures", tone: "plain" },
  ok: { word: "Fine", tone: "good" },
} as const;
// The worst of a rule's series stands for the rule.
const WORST_FIRST = Object.keys(STATES) as (keyof typeof STATES)[];

export function SeriesMark({ series }: { readonly series: Pick<AlertSeries, "state" | "severity" | "since"> }) {
  const state = STATES[series.state];
  const isWarning = series.state === "firing" && series.severity === "warning";
  return (
    <Mark
      tone={isWarning ? "warn" : state.tone}
      word={isWarning ? "Firing, warning" : state.word}
      title={`Since ${formatFull(series.since)}`}
    />
  );
}

/** Where a rule stands: put aside, or as its worst series. */
export function RuleMark({ rule, now }: { readonly rule: AlertRule; readonly now: Date }) {
  if (rule.state === "paused") {
    return <Mark tone="plain" word="Paused" title="It is not judged" />;
  }
  const worst = worstOf(rule.series);
  return (
    <span className="alert-state">
      {worst === undefined ? <Mark tone="plain" word="Not judged yet" /> : <SeriesMark series={worst} />}
      {isSilenced(rule, now) && (
        <span className="tag" title={`Nobody is told until ${formatFull(rule.silenced_until ?? now)}`}>
          Silenced
        </span>
      )}
    </span>
  );
}

export function isSilenced(rule: AlertRule, now: Date): boolean {
  return rule.silenced_until !== null && Date.parse(rule.silenced_until) > now.getTime();
}

function worstOf(series: readonly AlertSeries[]): AlertSeries | undefined {
  return WORST_FIRST.flatMap((state) =>
    series
      .filter((one) => one.state === state)
      .sort((one, other) => (one.severity ?? "warning").localeCompare(other.severity ?? "warning")),
  )[0];
}
