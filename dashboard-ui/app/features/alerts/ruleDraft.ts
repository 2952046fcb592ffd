import type { AlertCondition, AlertRule, AlertRuleInput } from "../../api/types";

/** A number that is being typed; empty while there is none. */
export type Typed = number | "";
export type Metric = NonNullable<AlertCondition["metric"]>;
export type Webhook = NonNullable<NonNullable<AlertRuleInput["recipients"]>["webhooks"]>[number];

/** A rule as it stands in the form: every field has a value, empty = left to the service. */
export interface RuleDraft {
  readonly name: string;
  readonly type: AlertCondition["type"];
  readonly metric: Metric;
  readonly direction: "above" | "below";
  readonly of: "confidence" | "classes";
  readonly sensitivity: Typed;
  readonly model: string;
  readonly version: string;
  readonly className: string;
  readonly device: string;
  readonly warning: Typed;
  readonly critical: Typed;
  readonly recovery: Typed;
  readonly minimumSamples: Typed;
  readonly window: Typed;
  readonly bucket: Typed;
  readonly onNoData: AlertRule["on_no_data"];
  readonly emails: readonly string[];
  readonly webhooks: readonly Webhook[];
  readonly perHour: Typed;
  readonly perDay: Typed;
}

const LEFT_OUT = {
  sensitivity: "",
  warning: "",
  critical: "",
  recovery: "",
  minimumSamples: "",
  window: "",
  bucket: "",
} as const;

export function newDraft(email: string): RuleDraft {
  return {
    ...LEFT_OUT,
    name: "",
    type: "confidence_drop",
    metric: "confidence_mean",
    direction: "below",
    of: "confidence",
    model: "",
    version: "",
    className: "",
    device: "",
    onNoData: "keep",
    emails: [email],
    webhooks: [],
    perHour: "",
    perDay: "",
  };
}

export function draftOf(rule: AlertRule): RuleDraft {
  const { condition, recipients } = rule;
  return {
    name: rule.name,
    type: condition.type,
    metric: condition.metric ?? "confidence_mean",
    direction: condition.direction ?? "below",
    of: condition.of ?? "confidence",
    sensitivity: condition.sensitivity ?? "",
    model: rule.model ?? "",
    version: rule.version ?? "",
    className: rule.class ?? "",
    device: rule.device_id ?? "",
    warning: rule.warning ?? "",
    critical: rule.critical ?? "",
    recovery: rule.recovery ?? "",
    minimumSamples: rule.minimum_samples,
    window: rule.window_seconds,
    bucket: rule.bucket_seconds,
    onNoData: rule.on_no_data,
    emails: recipients.emails,
    webhooks: recipients.webhooks.map(({ url, kind, secret }) => ({ url, kind, ...(secret !== null && { secret }) })),
    perHour: rule.limits.per_hour,
    perDay: rule.limits.per_day,
  };
}

/** Another condition has other scales: what was said on the old one is left out. */
export function withCondition(
  draft: RuleDraft,
  change: Partial<Pick<RuleDraft, "type" | "metric" | "direction" | "of">>,
): RuleDraft {
  return { ...draft, ...LEFT_OUT, ...change };
}

export function conditionOfDraft({ type, metric, direction, of, sensitivity }: RuleDraft): AlertCondition {
  switch (type) {
    case "threshold":
      return { type, metric, direction };
    case "drift":
      return { type, of };
    case "confidence_drop":
      return { type, ...(sensitivity !== "" && { sensitivity }) };
    default:
      return { type };
  }
}

/** What is sent: fields that do not belong to the condition, and those left empty, are left out. */
export function inputOf(draft: RuleDraft): AlertRuleInput {
  const { perHour, perDay } = draft;
  return {
    condition: conditionOfDraft(draft),
    ...worded("name", draft.name),
    ...(draft.type !== "device_silent" && figuresOf(draft)),
    ...worded("device_id", draft.device),
    on_no_data: draft.onNoData,
    recipients: { emails: [...draft.emails], webhooks: [...draft.webhooks] },
    limits: { per_hour: perHour === "" ? null : perHour, per_day: perDay === "" ? null : perDay },
  };
}

/** Whether a replay can say anything yet: a threshold needs a number, and a share of a class needs the class. */
export function canBePreviewed(draft: RuleDraft): boolean {
  const hasClass = draft.className !== "" || !needsClass(draft);
  const hasNumber = draft.type !== "threshold" || draft.warning !== "" || draft.critical !== "";
  return hasClass && hasNumber;
}

export function needsClass({ type, metric }: RuleDraft): boolean {
  return type === "threshold" && (metric === "class_count" || metric === "class_share");
}

function figuresOf(draft: RuleDraft): Partial<AlertRuleInput> {
  return {
    ...worded("model", draft.model),
    ...worded("version", draft.version),
    ...worded("class", draft.className),
    ...typed("warning", draft.warning),
    ...typed("critical", draft.critical),
    ...typed("recovery", draft.recovery),
    ...typed("minimum_samples", draft.minimumSamples),
    ...typed("window_seconds", draft.window),
    ...typed("bucket_seconds", draft.bucket),
  };
}

function worded<Name extends string>(name: Name, text: string): { [K in Name]?: string } {
  return text.trim() === "" ? {} : ({ [name]: text.trim() } as { [K in Name]?: string });
}

function typed<Name extends string>(name: Name, value: Typed): { [K in Name]?: number } {
  return value === "" ? {} : ({ [name]: value } as { [K in Name]?: number });
}
