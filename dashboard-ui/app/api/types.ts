import type { paths as AlertPaths } from "./alert.gen";
import type { paths as QueryPaths } from "./query.gen";
import type { paths as StatsPaths } from "./stats.gen";

type Paths = QueryPaths & AlertPaths & StatsPaths;

/** What the API answers, by the words of the glossary. Taken from the paths, whatever the schemas are called. */
type Answer<P extends keyof Paths> = Paths[P] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

export type Session = Answer<"/api/v1/session">;
export type Overview = Answer<"/api/v1/overview">;
export type Bucket = Overview["series"][number];
export type Figure = Overview["requests"];
export type Models = Answer<"/api/v1/models">;
export type Model = Models["models"][number];
export type Classes = Answer<"/api/v1/classes">;
export type PredictedClass = Classes["classes"][number];
export type MetadataBreakdown = Answer<"/api/v1/metadata/breakdown">;
export type BreakdownValue = MetadataBreakdown["values"][number];
export type Inferences = Answer<"/api/v1/inferences">;
export type Inference = Inferences["inferences"][number];
/** What one inference is asked for by; with its time it is found at once. */
export type NamedInference = Pick<Inference, "inference_id" | "response_index"> &
  Partial<Pick<Inference, "occurred_at">>;
export type InferenceNeighbours = Answer<"/api/v1/inferences/{inference_id}/neighbours">;
export type Prediction = Inference["predictions"][number];
export type Device = Answer<"/api/v1/devices">["devices"][number];
export type DeviceUsage = Answer<"/api/v1/devices/{device_id}/usage">;
export type DeviceState = Answer<"/api/v1/devices/states">["devices"][number];
export type ApiKey = Answer<"/api/v1/api-keys">["api_keys"][number];
export type KeyActivity = Answer<"/api/v1/api-keys/activity">;
export type KeyUse = KeyActivity["api_keys"][number];
export type LastReport = KeyUse["received"][number];
export type Refusal = KeyUse["refusals"][number];
export type Member = Answer<"/api/v1/members">["members"][number];
export type Role = Member["role"];
export type Invitation = Answer<"/api/v1/invitations">["invitations"][number];
export type SignedInSession = Answer<"/api/v1/sessions">["sessions"][number];
export type AuditEntry = Answer<"/api/v1/audit-log">["entries"][number];
export type Retention = Answer<"/api/v1/retention">;
export type Scope = ApiKey["scopes"][number];
export type Integrity = Answer<"/api/v1/operations/integrity">;
export type Space = Answer<"/api/v1/operations/space">;
export type DeadLetter = Answer<"/api/v1/operations/dead-letters">["letters"][number];

export type AlertRule = Answer<"/api/v1/alert-rules">["alert_rules"][number];
export type AlertSeries = AlertRule["series"][number];
export type AlertRuleInput = AlertPaths["/api/v1/alert-rules"]["post"]["requestBody"]["content"]["application/json"];
export type AlertCondition = AlertRule["condition"];
export type AlertRuleTemplate = Answer<"/api/v1/alert-rules/templates">["templates"][number];
export type AlertRulePreview =
  AlertPaths["/api/v1/alert-rules/preview"]["post"]["responses"][200]["content"]["application/json"];
export type Incident = Answer<"/api/v1/incidents">["incidents"][number];
export type IncidentDetails = Answer<"/api/v1/incidents/{id}">;
export type IncidentEvent = IncidentDetails["timeline"][number];
export type Figures = IncidentDetails["series"][number];
export type Delivery = Answer<"/api/v1/deliveries">["deliveries"][number];
