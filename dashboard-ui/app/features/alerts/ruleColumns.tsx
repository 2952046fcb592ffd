import type { AlertRule } from "../../api/types";
import { counted } from "../../shared/format/numbers";
import type { Column } from "../../shared/table/DataTable";
import { Tags } from "../../shared/table/Tags";
import { RuleActions } from "./RuleActions";
import { RuleMark } from "./RuleMark";
import { CONDITIONS, hostOf, METRICS, scopeName } from "./wording";

export function ruleColumns(now: Date, mayChange: boolean): Column<AlertRule>[] {
  return [
    {
      id: "name",
      header: "Rule",
      cell: (rule) => (
        <span className="cell-name">
          <span title={rule.name}>{rule.name}</span>
        </span>
      ),
    },
    { id: "state", header: "State", cell: (rule) => <RuleMark rule={rule} now={now} /> },
    { id: "condition", header: "Watches for", hideBelow: "tablet", cell: conditionText },
    {
      id: "scope",
      header: "Of",
      hideBelow: "tablet",
      cell: (rule) => scopeName(rule, rule.condition.type === "device_silent" ? "Every device" : "Every model"),
    },
    {
      id: "told",
      header: "Told",
      hideBelow: "desktop",
      cell: (rule) => <Tags tags={[...rule.recipients.emails, ...rule.recipients.webhooks.map(hostOf)]} most={1} />,
    },
    {
      id: "series",
      header: "Series",
      isNumeric: true,
      hideBelow: "desktop",
      cell: (rule) => (
        <span title={`${counted(rule.series.length, "series", "series")} judged by themselves`}>
          {rule.series.length}
        </span>
      ),
    },
    ...(mayChange
      ? [
          {
            id: "actions",
            header: "Actions",
            isHeaderHidden: true,
            isNumeric: true,
            cell: (rule: AlertRule) => <RuleActions rule={rule} now={now} />,
          },
        ]
      : []),
  ];
}

function conditionText({ condition }: AlertRule): string {
  if (condition.type === "threshold" && condition.metric !== undefined) {
    return `${METRICS[condition.metric]} ${condition.direction ?? ""}`;
  }
  return condition.type === "drift"
    ? `Drift of ${condition.of === "classes" ? "classes" : "confidence"}`
    : CONDITIONS[condition.type];
}
