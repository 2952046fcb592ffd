import { Button, Skeleton } from "@mantine/core";
import { IconArrowLeft, IconPhotoScan } from "@tabler/icons-react";
import { useMemo } from "react";
import { Link } from "react-router";
import { useAlertRules, useIncident } from "../../api/alertHooks";
import { problemOf } from "../../api/problem";
import type { IncidentDetails } from "../../api/types";
import { useSession } from "../../shared/session/SessionContext";
import { EmptyState } from "../../shared/states/EmptyState";
import { ProblemNotice } from "../../shared/states/ProblemNotice";
import "./alerts.css";
import { FiguresChart } from "./FiguresChart";
import { CommentForm, IncidentActions } from "./IncidentActions";
import { IncidentFacts } from "./IncidentFacts";
import { IncidentMark } from "./IncidentMark";
import { Timeline } from "./Timeline";
import { conditionOf, figureName, figureText, modelName, scopeName } from "./wording";

/** The story of one incident: what happened, the figures, who did what. */
export function IncidentView({ id }: { readonly id: string }) {
  const details = useIncident(id);
  if (details.data !== undefined) {
    return <Loaded details={details.data} />;
  }
  if (details.isPending) {
    return (
      <div className="alerts" role="status" aria-label="Loading">
        <Skeleton height={56} />
        <Skeleton height={96} />
        <Skeleton height={298} />
      </div>
    );
  }
  return problemOf(details.error).status === 404 ? (
    <EmptyState title="There is no such incident">
      <p>
        <Link to="/alerts">All incidents</Link>
      </p>
    </EmptyState>
  ) : (
    <ProblemNotice
      what="The incident could not be loaded."
      error={details.error}
      onRetry={() => void details.refetch()}
    />
  );
}

function Loaded({ details }: { readonly details: IncidentDetails }) {
  const { incident } = details;
  const { role } = useSession();
  const rules = useAlertRules().data?.alert_rules;
  const condition = useMemo(() => conditionOf(incident, rules), [incident, rules]);
  const isRuleThere = rules?.some((rule) => rule.id === incident.rule_id) === true;
  const mayChange = role !== "viewer";
  const wrong = useMemo(
    () => [{ from: incident.opened_at, until: incident.closed_at }],
    [incident.opened_at, incident.closed_at],
  );
  const behind = { from: details.inferences_from, until: details.inferences_until };
  return (
    <article className="alerts" aria-labelledby="incident">
      <header className="incident__head">
        <div>
          <Link to="/alerts" className="alert-back">
            <IconArrowLeft size={14} aria-hidden="true" /> Incidents
          </Link>
          <h2 id="incident">
            {incident.rule_name} <span className="incident__scope">{scopeName(incident, "")}</span>
          </h2>
          <p className="incident__state">
            <IncidentMark incident={incident} />
            {isRuleThere && <Link to={`/alerts/rules/${incident.rule_id}`}>The rule</Link>}
          </p>
        </div>
        <div className="incident__actions">
          <Button
            size="xs"
            variant="default"
            component={Link}
            to={inferencesBehind(details)}
            leftSection={<IconPhotoScan size={15} />}
          >
            {incident.device_id === null && modelName(incident) === null ? "Inferences of that time" : "Its inferences"}
          </Button>
          {mayChange && <IncidentActions incident={incident} />}
        </div>
      </header>
      <IncidentFacts incident={incident} condition={condition} window={behind} />
      {details.series.length > 0 && (
        <FiguresChart
          title={figureName(condition)}
          summary={`It opened with ${figureText(incident.opened_figures, condition)}.`}
          points={details.series}
          condition={condition}
          threshold={details.threshold}
          wrong={wrong}
          wrongName="While open"
        />
      )}
      <section className="alert-block">
        <h2>Timeline</h2>
        <Timeline events={details.timeline} condition={condition} />
        {mayChange && <CommentForm incidentId={incident.id} />}
      </section>
    </article>
  );
}

/** Exactly those that the incident is about: of its model or all its versions, its class, its device. */
function inferencesBehind({ incident, inferences_from: from, inferences_until: until }: IncidentDetails): string {
  const search = new URLSearchParams({ from, until });
  if (incident.model !== null) {
    search.set(incident.version === null ? "project" : "model_id", modelName(incident) ?? "");
  }
  if (incident.class !== null) {
    search.set("class", incident.class);
  }
  if (incident.device_id !== null) {
    search.set("device_id", incident.device_id);
  }
  return `/inferences?${search}`;
}
