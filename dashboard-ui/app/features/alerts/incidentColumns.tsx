import type { AlertRule, Incident } from "../../api/types";
import { formatSpan } from "../../shared/format/times";
import { Age } from "../../shared/table/Age";
import type { Column } from "../../shared/table/DataTable";
import { useNow } from "../../shared/window/useNow";
import { IncidentMark } from "./IncidentMark";
import { conditionOf, figureText, scopeName } from "./wording";

export function incidentColumns(rules: readonly AlertRule[] | undefined): Column<Incident>[] {
  return [
    {
      id: "rule",
      header: "Rule",
      cell: (incident) => (
        <span className="cell-name">
          <span title={incident.rule_name}>{incident.rule_name}</span>
        </span>
      ),
    },
    { id: "state", header: "State", cell: (incident) => <IncidentMark incident={incident} /> },
    {
      id: "scope",
      header: "Model or device",
      hideBelow: "phone",
      cell: (incident) => scopeName(incident, "Every model"),
    },
    { id: "opened", header: "Opened", cell: (incident) => <Age at={incident.opened_at} /> },
    {
      id: "duration",
      header: "Duration",
      isNumeric: true,
      hideBelow: "tablet",
      cell: (incident) => <Duration incident={incident} />,
    },
    {
      id: "peak",
      header: "Worst figure",
      isNumeric: true,
      hideBelow: "desktop",
      cell: (incident) => figureText(incident.peak_figures, conditionOf(incident, rules)),
    },
  ];
}

/** How long it lasted, or has lasted so far. */
export function Duration({ incident }: { readonly incident: Pick<Incident, "opened_at" | "closed_at"> }) {
  const now = useNow();
  const end = incident.closed_at === null ? now : new Date(incident.closed_at);
  return <>{formatSpan(Math.max(0, (end.getTime() - Date.parse(incident.opened_at)) / 1_000))}</>;
}
