import { Skeleton } from "@mantine/core";
import { Link, useNavigate } from "react-router";
import { useAlertRule, useReplaceAlertRule } from "../../api/alertHooks";
import { problemOf } from "../../api/problem";
import type { AlertRule } from "../../api/types";
import { useSession } from "../../shared/session/SessionContext";
import { EmptyState } from "../../shared/states/EmptyState";
import { ProblemNotice } from "../../shared/states/ProblemNotice";
import { DataTable } from "../../shared/table/DataTable";
import { useNow } from "../../shared/window/useNow";
import { RuleActions } from "./RuleActions";
import { RuleEditor } from "./RuleEditor";
import { RuleHead } from "./RuleHead";
import { RuleMark } from "./RuleMark";
import { draftOf } from "./ruleDraft";
import { seriesColumns } from "./seriesColumns";

/** A rule that exists: where it stands, and the form to change it. */
export function ExistingRule({ id }: { readonly id: string }) {
  const rule = useAlertRule(id);
  if (rule.data !== undefined) {
    return <Loaded key={id} rule={rule.data} />;
  }
  if (rule.isPending) {
    return (
      <div className="alerts" role="status" aria-label="Loading">
        <Skeleton height={56} />
        <Skeleton height={480} />
      </div>
    );
  }
  return problemOf(rule.error).status === 404 ? (
    <EmptyState title="There is no such rule">
      <p>
        <Link to="/alerts/rules">All rules</Link>
      </p>
    </EmptyState>
  ) : (
    <ProblemNotice what="The rule could not be loaded." error={rule.error} onRetry={() => void rule.refetch()} />
  );
}

function Loaded({ rule }: { readonly rule: AlertRule }) {
  const { role } = useSession();
  const navigate = useNavigate();
  const now = useNow(30_000);
  const replace = useReplaceAlertRule();
  const mayChange = role !== "viewer";
  const save = (body: Parameters<typeof replace.mutate>[0]["body"]) =>
    replace.mutate({ params: { path: { id: rule.id } }, body }, { onSuccess: () => void navigate("/alerts/rules") });
  return (
    <article className="alerts">
      <RuleHead title={rule.name}>
        <RuleMark rule={rule} now={now} />
        {mayChange && <RuleActions rule={rule} now={now} />}
      </RuleHead>
      {rule.series.length > 0 && (
        <section className="panel" aria-label="Where it stands">
          <DataTable
            label="Where it stands"
            columns={seriesColumns(rule)}
            rows={rule.series}
            idOf={(series) => [series.model, series.version, series.class, series.device_id].join(" ")}
          />
        </section>
      )}
      <RuleEditor
        initial={draftOf(rule)}
        known={rule.recipients}
        mayChange={mayChange}
        isSaving={replace.isPending}
        error={replace.error}
        saveName="Save"
        onSave={save}
      />
    </article>
  );
}
