import type { AlertRule, AlertRulePreview, Delivery, Figures, Incident, IncidentDetails } from "../api/types";

/** Valid answers of alert-service; tests set only what they are about. */

export function figures(values: Partial<Figures> = {}): Figures {
  return {
    at: "2026-11-23T09:00:00Z",
    value: 0.781,
    baseline: 0.853,
    low: 0.82,
    high: 0.88,
    measure: 0.072,
    samples: 300,
    score: -5.1,
    detail: "the same hour of the week",
    ...values,
  };
}

export function anIncident(values: Partial<Incident> = {}): Incident {
  return {
    id: "1c0ffee0-0000-4000-8000-000000000001",
    rule_id: "a11e0000-0000-4000-8000-000000000001",
    rule_name: "Confidence drop on every model",
    condition: "confidence_drop",
    model: "hard-hat",
    version: "3",
    class: null,
    device_id: null,
    state: "open",
    severity: "warning",
    peak_severity: "warning",
    opened_at: "2026-11-23T09:05:00Z",
    closed_at: null,
    close_reason: null,
    opened_figures: figures(),
    peak_figures: figures(),
    last_figures: figures(),
    announced: "warning",
    acknowledged_at: null,
    acknowledged_by: null,
    ...values,
  };
}

export function theIncident(values: Partial<IncidentDetails> = {}): IncidentDetails {
  return {
    incident: anIncident(),
    timeline: [
      { at: "2026-11-23T09:05:00Z", kind: "opened", who: null, note: null, figures: figures() },
      { at: "2026-11-23T09:05:40Z", kind: "told", who: null, note: "ada@example.com", figures: null },
    ],
    series: [
      figures({ at: "2026-11-23T08:55:00Z", value: 0.851 }),
      figures(),
      figures({ at: "2026-11-23T09:05:00Z", value: null }),
    ],
    threshold: null,
    inferences_from: "2026-11-23T09:00:00Z",
    inferences_until: "2026-11-23T09:30:00Z",
    ...values,
  };
}

export function aRule(values: Partial<AlertRule> = {}): AlertRule {
  return {
    id: "a11e0000-0000-4000-8000-000000000001",
    name: "Confidence drop on every model",
    model: null,
    version: null,
    class: null,
    device_id: null,
    condition: { type: "confidence_drop", sensitivity: 3.5 },
    warning: 0.03,
    critical: 0.1,
    recovery: 0.015,
    minimum_samples: 30,
    window_seconds: 300,
    bucket_seconds: 300,
    on_no_data: "keep",
    recipients: {
      emails: ["ada@example.com"],
      webhooks: [],
      addresses: [{ email: "ada@example.com", state: "confirmed" }],
    },
    limits: { per_hour: 4, per_day: 20 },
    state: "active",
    silenced_until: null,
    created_by: "ada@example.com",
    created_at: "2026-11-20T10:00:00Z",
    updated_at: "2026-11-20T10:00:00Z",
    series: [],
    ...values,
  };
}

export function aSeries(values: Partial<AlertRule["series"][number]> = {}): AlertRule["series"][number] {
  return {
    model: "hard-hat",
    version: null,
    class: null,
    device_id: null,
    state: "ok",
    severity: null,
    since: "2026-11-23T09:05:00Z",
    judged_until: "2026-11-23T09:55:00Z",
    figures: figures(),
    incident_id: null,
    ...values,
  };
}

export function aPreview(values: Partial<AlertRulePreview> = {}): AlertRulePreview {
  return {
    from: "2026-11-16T10:00:00Z",
    until: "2026-11-23T10:00:00Z",
    threshold: 0.7,
    series: [
      {
        model: "hard-hat",
        version: null,
        class: null,
        device_id: null,
        points: [
          figures({ at: "2026-11-23T08:50:00Z", value: 0.85 }),
          figures({ at: "2026-11-23T08:55:00Z", value: 0.61 }),
          figures({ at: "2026-11-23T09:00:00Z", value: 0.84 }),
        ],
        incidents: [
          {
            opened_at: "2026-11-23T09:00:00Z",
            closed_at: "2026-11-23T09:05:00Z",
            peak_severity: "critical",
            opened_figures: figures({ value: 0.61 }),
          },
        ],
        missing: null,
      },
    ],
    mails_would_be_sent: 2,
    ...values,
  };
}

export function aDelivery(values: Partial<Delivery> = {}): Delivery {
  return {
    id: "de11e000-0000-4000-8000-000000000001",
    rule_id: "a11e0000-0000-4000-8000-000000000001",
    rule_name: "Confidence drop on every model",
    incident_id: "1c0ffee0-0000-4000-8000-000000000001",
    kind: "opened",
    subject: "hard-hat: confidence is low",
    channel: "email",
    recipient: "ada@example.com",
    state: "sent",
    attempts: 1,
    last_error: null,
    created_at: "2026-11-23T09:05:30Z",
    next_attempt_at: null,
    sent_at: "2026-11-23T09:05:40Z",
    ...values,
  };
}
