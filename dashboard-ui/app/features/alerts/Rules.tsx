import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useMemo } from "react";
import { Link } from "react-router";
import { useAlertRules } from "../../api/alertHooks";
import { counted } from "../../shared/format/numbers";
import { useSession } from "../../shared/session/SessionContext";
import { EmptyState } from "../../shared/states/EmptyState";
import { ProblemNotice } from "../../shared/states/ProblemNotice";
import { DataTable } from "../../shared/table/DataTable";
import { TablePanel } from "../../shared/table/TablePanel";
import { useNow } from "../../shared/window/useNow";
import "./alerts.css";
import { ruleColumns } from "./ruleColumns";
import { Templates } from "./Templates";

/** What is watched for, where each rule stands, and ready-made rules to begin with. */
export function Rules() {
  const { role } = useSession();
  const mayChange = role !== "viewer";
  const now = useNow(30_000);
  const rules = useAlertRules();
  const rows = rules.data?.alert_rules;
  const columns = useMemo(() => ruleColumns(now, mayChange), [now, mayChange]);

  if (rules.isError && rows === undefined) {
    return (
      <ProblemNotice
        what="The rules could not be loaded."
        error={rules.error}
        onRetry={() => void rules.refetch()}
        consolation="They are judged all the same."
      />
    );
  }
  return (
    <div className="alerts">
      <TablePanel
        label="Rules"
        count={rows === undefined ? undefined : counted(rows.length, "rule")}
        tools={
          mayChange && (
            <Button size="xs" leftSection={<IconPlus size={15} />} component={Link} to="/alerts/rules/new">
              New rule
            </Button>
          )
        }
      >
        {rows?.length === 0 ? (
          <EmptyState title="Nothing is watched yet">
            <p>
              A rule watches a figure and tells people when it stays beyond a threshold.
              {mayChange ? " Switch on a ready-made one below, or make your own." : " Owners and editors make rules."}
            </p>
          </EmptyState>
        ) : (
          <DataTable
            label="Rules"
            columns={columns}
            rows={rows}
            idOf={(rule) => rule.id}
            hrefOf={(rule) => `/alerts/rules/${rule.id}`}
          />
        )}
      </TablePanel>
      {mayChange && rows !== undefined && <Templates rules={rows} />}
    </div>
  );
}
