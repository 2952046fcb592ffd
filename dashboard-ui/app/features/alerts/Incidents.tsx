import { Button, SegmentedControl } from "@mantine/core";
import { useMemo } from "react";
import { Link, useSearchParams } from "react-router";
import { useAlertRules, useIncidents, useOpenIncidents } from "../../api/alertHooks";
import type { Incident } from "../../api/types";
import { counted } from "../../shared/format/numbers";
import { EmptyState } from "../../shared/states/EmptyState";
import { ProblemNotice } from "../../shared/states/ProblemNotice";
import { DataTable } from "../../shared/table/DataTable";
import { TablePanel } from "../../shared/table/TablePanel";
import "./alerts.css";
import { incidentColumns } from "./incidentColumns";

const STATES = ["open", "resolved"] as const;

/** Everything that went wrong, newest first; which of it is in the address (`?state=open`). */
export function Incidents() {
  const [search, setSearch] = useSearchParams();
  const state = STATES.find((candidate) => candidate === search.get("state")) ?? null;
  const incidents = useIncidents(state);
  const rows = useMemo(() => incidents.data?.pages.flatMap((page) => page.incidents), [incidents.data]);
  const show = (next: string) => setSearch(next === "all" ? {} : { state: next }, { replace: true });

  if (incidents.isError && rows === undefined) {
    return (
      <ProblemNotice
        what="The incidents could not be loaded."
        error={incidents.error}
        onRetry={() => void incidents.refetch()}
        consolation="Rules are judged and mails are sent all the same."
      />
    );
  }
  return (
    <TablePanel
      label="Incidents"
      count={rows === undefined ? undefined : countOf(rows, incidents.hasNextPage)}
      tools={
        <SegmentedControl
          size="xs"
          aria-label="State"
          value={state ?? "all"}
          onChange={show}
          data={[
            { value: "all", label: "All" },
            { value: "open", label: "Open" },
            { value: "resolved", label: "Over" },
          ]}
        />
      }
    >
      <IncidentTable label="Incidents" rows={rows} empty={state === "open" ? "No incident is open" : "No incidents"} />
      {incidents.hasNextPage && (
        <div className="table-more">
          <Button
            variant="default"
            size="xs"
            loading={incidents.isFetchingNextPage}
            onClick={() => void incidents.fetchNextPage()}
          >
            Show older
          </Button>
        </div>
      )}
    </TablePanel>
  );
}

/** What is wrong right now. */
export function OpenIncidents() {
  const incidents = useOpenIncidents();
  const rows = incidents.data?.incidents;
  if (incidents.isError && rows === undefined) {
    return (
      <ProblemNotice
        what="The open incidents could not be loaded."
        error={incidents.error}
        onRetry={() => void incidents.refetch()}
      />
    );
  }
  return (
    <TablePanel
      label="Open incidents"
      count={rows === undefined ? undefined : counted(rows.length, "open incident")}
      tools={<Link to="/alerts">All incidents</Link>}
    >
      <IncidentTable label="Open incidents" rows={rows} empty="No incident is open" />
    </TablePanel>
  );
}

interface IncidentTableProps {
  readonly label: string;
  readonly rows: readonly Incident[] | undefined;
  readonly empty: string;
}

function IncidentTable({ label, rows, empty }: IncidentTableProps) {
  const rules = useAlertRules().data?.alert_rules;
  const columns = useMemo(() => incidentColumns(rules), [rules]);
  return rows?.length === 0 ? (
    <EmptyState title={empty}>
      <p>
        {rules?.length === 0
          ? "No rule watches anything yet. "
          : "An incident opens when the figures of a rule stay beyond its threshold, and ends when they are back. "}
        <Link to="/alerts/rules">{rules?.length === 0 ? "Switch on a ready-made rule" : "See the rules"}</Link>
      </p>
    </EmptyState>
  ) : (
    <DataTable
      label={label}
      columns={columns}
      rows={rows}
      idOf={(incident) => incident.id}
      hrefOf={(incident) => `/alerts/incidents/${incident.id}`}
    />
  );
}

function countOf(rows: readonly Incident[], hasMore: boolean): string {
  return hasMore ? `Newest ${rows.length}` : counted(rows.length, "incident");
}
