import type { AlertCondition, AlertRule, Figures, Incident } from "../../api/types";
import { formatConfidence, formatSeconds, formatShare, NOTHING } from "../../shared/format/numbers";

type Metric = NonNullable<AlertCondition["metric"]>;

export const CONDITIONS: Record<AlertCondition["type"], string> = {
  confidence_drop: "Confidence drop",
  threshold: "Figure beyond a threshold",
  last_week: "Confidence lower than last week",
  drift: "Drift",
  device_silent: "Device silent",
};

export const METRICS: Record<Metric, string> = {
  confidence_mean: "Mean confidence",
  confidence_median: "Median confidence",
  requests: "Requests",
  errors: "Errors",
  error_rate: "Error rate",
  inference_time_mean: "Mean inference time",
  inference_time_p95: "Inference time, 95th percentile",
  class_count: "Predictions of a class",
  class_share: "Share of a class",
};

const plain = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 4 });

/** What the figures of a condition are called. */
export function figureName(condition: AlertCondition | undefined): string {
  if (condition?.type === "threshold") {
    return condition.metric === undefined ? "Figure" : METRICS[condition.metric];
  }
  return condition?.type === "drift" ? "Distance" : "Mean confidence";
}

/** How the figures of a condition are read; numbers as they are while the metric is not known. */
export function figureFormat(condition: Partial<AlertCondition> | undefined): (value: number) => string {
  switch (condition?.metric) {
    case "error_rate":
    case "class_share":
      return formatShare;
    case "inference_time_mean":
    case "inference_time_p95":
      return formatSeconds;
    case "requests":
    case "errors":
    case "class_count":
      return (value) => plain.format(value);
    default:
      return condition?.type === "threshold" && condition.metric === undefined
        ? (value) => plain.format(value)
        : formatConfidence;
  }
}

/** Whether the figures lie between 0 and 1 and move little, as confidence does. */
export function isConfidence(condition: AlertCondition | undefined): boolean {
  const metric = condition?.metric;
  return condition?.type === "threshold"
    ? metric === "confidence_mean" || metric === "confidence_median"
    : condition?.type !== "drift";
}

/** "0.781, ordinary 0.853" */
export function figureText(figures: Figures | null, condition: Partial<AlertCondition> | undefined): string {
  if (figures === null || figures.value === null) {
    return NOTHING;
  }
  const format = figureFormat(condition);
  const isCompared = figures.baseline !== null && condition?.type !== "drift";
  return isCompared ? `${format(figures.value)}, ordinary ${format(figures.baseline ?? 0)}` : format(figures.value);
}

/** The condition of the incident's rule, with its metric while the rule is still there. */
export function conditionOf(
  incident: Pick<Incident, "rule_id" | "condition">,
  rules: readonly AlertRule[] | undefined,
): AlertCondition {
  const condition = rules?.find((rule) => rule.id === incident.rule_id)?.condition;
  return condition?.type === incident.condition ? condition : { type: incident.condition };
}

/** What is watched: "hard-hat/3, helmet", "line-3", "Every model". */
export function scopeName(scope: Pick<Incident, "model" | "version" | "class" | "device_id">, every: string): string {
  const model = modelName(scope);
  const parts = [model, scope.class, scope.device_id].filter((part) => part !== null);
  return parts.length === 0 ? every : parts.join(", ");
}

export function modelName({ model, version }: Pick<Incident, "model" | "version">): string | null {
  return model === null || version === null ? model : `${model}/${version}`;
}

const EVENTS: Record<string, string> = {
  opened: "Opened",
  escalated: "Became critical",
  eased: "Eased to a warning",
  relapsed: "Fell back",
  resolved: "Resolved",
  lapsed: "Lapsed",
  data_missing: "No figures any more",
  data_back: "Figures are back",
  failed: "The figures could not be read",
  readable: "The figures can be read again",
  revised: "Judged again with late data",
  told: "Told",
  not_told: "Not told",
  acknowledged: "Acknowledged",
  commented: "Comment",
  resolved_by_hand: "Resolved by hand",
  accepted: "Accepted as the new normal",
  rule_changed: "Closed: the rule was changed",
  rule_deleted: "Closed: the rule was deleted",
};

export function eventName(kind: string): string {
  return EVENTS[kind] ?? kind.replaceAll("_", " ");
}

/** Of a webhook: its address may hold a secret, and is long. */
export function hostOf({ url }: { readonly url: string }): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
