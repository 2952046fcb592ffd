import type { Incident } from "../../api/types";
import { formatFull } from "../../shared/format/times";
import { Mark } from "../../shared/states/Mark";
import { eventName } from "./wording";

const SEVERITIES = {
  critical: { word: "Critical", tone: "bad" },
  warning: { word: "Warning", tone: "warn" },
} as const;

/** Where an incident stands: how bad it is while it is open, and why it is over. */
export function IncidentMark({ incident }: { readonly incident: Incident }) {
  if (incident.closed_at !== null) {
    const isGood = ["resolved", "resolved_by_hand", "accepted"].includes(incident.close_reason ?? "");
    return (
      <Mark
        tone={isGood ? "good" : "plain"}
        word={isGood ? "Resolved" : "Closed"}
        title={`${eventName(incident.close_reason ?? "resolved")}, ${formatFull(incident.closed_at)}`}
      />
    );
  }
  return (
    <span className="alert-state">
      <Mark {...SEVERITIES[incident.severity]} />
      {incident.acknowledged_at !== null && (
        <span
          className="tag"
          title={`${incident.acknowledged_by ?? "Somebody"}, ${formatFull(incident.acknowledged_at)}`}
        >
          Acknowledged
        </span>
      )}
    </span>
  );
}
