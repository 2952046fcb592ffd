import { Select } from "@mantine/core";
import { useMemo, useState } from "react";
import { problemOf } from "../../api/problem";
import type { AlertCondition, AlertRulePreview } from "../../api/types";
import { counted } from "../../shared/format/numbers";
import { formatFull, formatSpan } from "../../shared/format/times";
import { EmptyState } from "../../shared/states/EmptyState";
import { ProblemNotice } from "../../shared/states/ProblemNotice";
import { FiguresChart } from "./FiguresChart";
import { figureText, scopeName } from "./wording";

type Series = AlertRulePreview["series"][number];

interface RulePreviewProps {
  readonly condition: AlertCondition;
  /** Undefined while there is none, or the form does not fit. */
  readonly preview: AlertRulePreview | undefined;
  readonly canBePreviewed: boolean;
  readonly isPending: boolean;
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** What the rule would have done in the last 7 days, as one types. */
export function RulePreview({ condition, preview, canBePreviewed, isPending, error, onRetry }: RulePreviewProps) {
  if (!canBePreviewed) {
    return (
      <EmptyState title="No preview yet">
        <p>With a number to hold the figure against, the last 7 days are replayed here.</p>
      </EmptyState>
    );
  }
  if (preview !== undefined) {
    return <Replayed preview={preview} condition={condition} />;
  }
  if (error === null || isPending) {
    return (
      <EmptyState title="Replaying the last 7 days …">
        <p>Figures, threshold and the incidents that it would have opened appear here.</p>
      </EmptyState>
    );
  }
  return problemOf(error).isPassing ? (
    <ProblemNotice
      what="The rule could not be replayed."
      error={error}
      onRetry={onRetry}
      consolation="It can be saved all the same."
    />
  ) : (
    <EmptyState title="No preview">
      <p>Once the fields fit, the last 7 days are replayed here.</p>
    </EmptyState>
  );
}

function Replayed({ preview, condition }: { readonly preview: AlertRulePreview; readonly condition: AlertCondition }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const loudest = [...preview.series].sort((one, other) => other.incidents.length - one.incidents.length);
  const shown = preview.series.find((series) => nameOf(series) === chosen) ?? loudest[0];
  const incidents = preview.series.reduce((sum, series) => sum + series.incidents.length, 0);
  return (
    <>
      <p role="status" className="preview__verdict">
        In the last 7 days it would have opened <strong>{counted(incidents, "incident")}</strong> and would have sent{" "}
        <strong>{counted(preview.mails_would_be_sent, "mail")}</strong>.
      </p>
      {preview.series.length > 1 && (
        <Select
          size="xs"
          aria-label="Series"
          className="preview__series"
          searchable
          allowDeselect={false}
          data={loudest.map((series) => ({
            value: nameOf(series),
            label: `${nameOf(series)} (${counted(series.incidents.length, "incident")})`,
          }))}
          value={shown === undefined ? null : nameOf(shown)}
          onChange={setChosen}
        />
      )}
      {shown === undefined ? (
        <EmptyState title="Nothing to replay">
          <p>Nothing that the rule watches reported in the last 7 days.</p>
        </EmptyState>
      ) : (
        <ReplayedSeries series={shown} threshold={preview.threshold} condition={condition} />
      )}
    </>
  );
}

interface ReplayedSeriesProps {
  readonly series: Series;
  readonly threshold: number | null;
  readonly condition: AlertCondition;
}

function ReplayedSeries({ series, threshold, condition }: ReplayedSeriesProps) {
  const wrong = useMemo(
    () => series.incidents.map((incident) => ({ from: incident.opened_at, until: incident.closed_at })),
    [series.incidents],
  );
  const comparison = series.points.at(-1)?.detail ?? null;
  return (
    <>
      {series.points.length > 0 && (
        <FiguresChart
          title={nameOf(series)}
          summary={`${counted(series.incidents.length, "incident")} in the last 7 days.`}
          points={series.points}
          condition={condition}
          threshold={threshold}
          wrong={wrong}
          wrongName="Incident"
        />
      )}
      {series.missing === null && comparison !== null && <p className="rule-form__hint">At the end: {comparison}.</p>}
      {series.missing !== null && (
        <p className="rule-form__hint">There is no verdict on the last figures: {series.missing}.</p>
      )}
      {series.incidents.length > 0 && (
        <ul className="preview__incidents" aria-label="Incidents that it would have opened">
          {series.incidents.map((incident) => (
            <li key={incident.opened_at}>
              {formatFull(incident.opened_at)}, {incident.peak_severity},{" "}
              {incident.closed_at === null
                ? "still open"
                : `for ${formatSpan((Date.parse(incident.closed_at) - Date.parse(incident.opened_at)) / 1_000)}`}
              {condition.type === "device_silent" ? "" : `: ${figureText(incident.opened_figures, condition)}`}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function nameOf(series: Series): string {
  return scopeName(series, "All together");
}
