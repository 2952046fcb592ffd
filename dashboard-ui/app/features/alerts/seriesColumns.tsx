import { Link } from "react-router";
import type { AlertRule, AlertSeries } from "../../api/types";
import { Age } from "../../shared/table/Age";
import type { Column } from "../../shared/table/DataTable";
import { SeriesMark } from "./RuleMark";
import { figureText, scopeName } from "./wording";

/** The columns of what a rule judges, each by itself. */
export function seriesColumns(rule: AlertRule): Column<AlertSeries>[] {
  return [
    { id: "scope", header: "Of", cell: (series) => scopeName(series, "All together") },
    { id: "state", header: "State", cell: (series) => <SeriesMark series={series} /> },
    { id: "since", header: "Since", hideBelow: "phone", cell: (series) => <Age at={series.since} /> },
    {
      id: "figure",
      header: "Last figure",
      isNumeric: true,
      cell: (series) => figureText(series.figures, rule.condition),
    },
    {
      id: "detail",
      header: "Judged against",
      hideBelow: "tablet",
      cell: (series) => <span title={series.figures?.detail ?? undefined}>{series.figures?.detail ?? "–"}</span>,
    },
    {
      id: "incident",
      header: "Incident",
      isHeaderHidden: true,
      isNumeric: true,
      cell: (series) =>
        series.incident_id !== null && <Link to={`/alerts/incidents/${series.incident_id}`}>Incident</Link>,
    },
  ];
}
