import { screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { aDelivery, anIncident, aPreview, aRule, aSeries, theIncident } from "../testing/alertSamples";
import { callsOf, lastQuery, problem } from "../testing/answers";
import { renderApp } from "../testing/renderApp";
import { aDevice, aSession } from "../testing/samples";

const RULE = "/api/v1/alert-rules/a11e0000-0000-4000-8000-000000000001";
const INCIDENT = `/api/v1/incidents/${anIncident().id}`;
const VIEWER = { "GET /api/v1/session": { ...aSession, role: "viewer" } };
const TEMPLATE = {
  id: "device_offline",
  name: "Device offline",
  description: "Tells when a device has missed more than three beats.",
  rule: { name: "Device offline", condition: { type: "device_silent" } },
};

test("what is wrong is counted in the rail of every page", async () => {
  renderApp("/models", { "GET /api/v1/incidents": { incidents: [anIncident(), anIncident({ id: "another" })] } });

  expect(await screen.findByRole("link", { name: "Alerts 2 open" })).toBeDefined();
});

test("while all is well there is no count", async () => {
  renderApp("/models");

  expect(await screen.findByRole("link", { name: "Alerts" })).toBeDefined();
});

test("an incident says by word how bad it is, of what, and how the worst figure compares", async () => {
  renderApp("/alerts", {
    "GET /api/v1/incidents": {
      incidents: [
        anIncident({ severity: "critical" }),
        anIncident({ id: "over", closed_at: "2026-11-23T09:35:00Z", close_reason: "resolved" }),
      ],
    },
  });

  const table = await screen.findByRole("table", { name: "Incidents" });
  const [open, over] = (await within(table).findAllByRole("link")).map((link) => link.closest("tr") as HTMLElement);
  expect(within(open as HTMLElement).getByText("Critical")).toBeDefined();
  expect(within(open as HTMLElement).getByText("hard-hat/3")).toBeDefined();
  expect(within(open as HTMLElement).getByText("0.781, ordinary 0.853")).toBeDefined();
  expect(within(over as HTMLElement).getByText("Resolved")).toBeDefined();
  expect(within(over as HTMLElement).getByText("30 min")).toBeDefined();
});

test("open incidents alone are asked for, and the address remembers", async () => {
  const { user, address } = renderApp("/alerts");

  await user.click(await screen.findByRole("radio", { name: "Open" }));

  expect(address()).toBe("/alerts?state=open");
  expect(await screen.findByRole("heading", { name: "No incident is open" })).toBeDefined();
});

test("incidents that cannot be loaded can be tried again", async () => {
  renderApp("/alerts", { "GET /api/v1/incidents": problem(503, "The alert-service did not answer.") });

  expect((await screen.findByRole("alert")).textContent).toContain("The incidents could not be loaded.");
});

test("the overview has what is open on a tab", async () => {
  const { user } = renderApp("/", { "GET /api/v1/incidents": { incidents: [anIncident()] } });

  await user.click(await screen.findByRole("tab", { name: "Alerts" }));

  const table = await screen.findByRole("table", { name: "Open incidents" });
  expect(await within(table).findByText("Warning")).toBeDefined();
});

test("a ready-made rule is switched on with one click", async () => {
  const { user } = renderApp("/alerts/rules", {
    "GET /api/v1/alert-rules/templates": { templates: [TEMPLATE] },
    "POST /api/v1/alert-rules": aRule(),
  });

  await user.click(await screen.findByRole("button", { name: "Switch on Device offline" }));

  expect(await callsOf("POST /api/v1/alert-rules")[0]?.json()).toEqual(TEMPLATE.rule);
});

test("a rule stands where its worst series stands", async () => {
  renderApp("/alerts/rules", {
    "GET /api/v1/alert-rules": {
      alert_rules: [
        aRule({ series: [aSeries(), aSeries({ state: "firing", severity: "critical" })] }),
        aRule({ id: "two", name: "Paused one", state: "paused" }),
        aRule({ id: "three", name: "New one", silenced_until: "2099-01-01T00:00:00Z" }),
      ],
    },
  });

  expect(await screen.findByText("Firing")).toBeDefined();
  expect(screen.getByText("Paused")).toBeDefined();
  expect(screen.getByText("Not judged yet")).toBeDefined();
  expect(screen.getByText("Silenced")).toBeDefined();
});

test("a rule is paused, silenced and tested from the list", async () => {
  const { user } = renderApp("/alerts/rules", {
    "GET /api/v1/alert-rules": { alert_rules: [aRule()] },
    [`POST ${RULE}/pause`]: aRule({ state: "paused" }),
    [`POST ${RULE}/silence`]: aRule(),
    [`POST ${RULE}/test`]: { recipients: 2 },
  });
  const choose = async (name: string) => {
    await user.click(await screen.findByRole("button", { name: "Actions for Confidence drop on every model" }));
    await user.click(await screen.findByRole("menuitem", { name, hidden: true }));
  };

  await choose("Pause");
  await choose("8 hours");
  await choose("Send a test");

  expect(await screen.findByText("Test sent to 2 recipients")).toBeDefined();
  expect(callsOf(`POST ${RULE}/pause`)).toHaveLength(1);
  const silence = await callsOf(`POST ${RULE}/silence`)[0]?.json();
  expect(Date.parse(silence.until) - Date.now()).toBeGreaterThan(7.9 * 3_600_000);
});

test("one recipient of several can be sent a test alone", async () => {
  const webhook = {
    url: "https://hooks.slack.com/services/T0/B0",
    kind: "slack" as const,
    secret: null,
    disabled_at: null,
  };
  const { user } = renderApp("/alerts/rules", {
    "GET /api/v1/alert-rules": {
      alert_rules: [aRule({ recipients: { ...aRule().recipients, webhooks: [webhook] } })],
    },
    [`POST ${RULE}/test`]: { recipients: 1 },
  });

  await user.click(await screen.findByRole("button", { name: "Actions for Confidence drop on every model" }));
  await user.click(await screen.findByRole("menuitem", { name: "Slack, hooks.slack.com", hidden: true }));

  expect(await screen.findByText("Test sent to 1 recipient")).toBeDefined();
  expect(await callsOf(`POST ${RULE}/test`)[0]?.json()).toEqual({ to: webhook.url });
});

test("a rule is deleted only after one said so again", async () => {
  const { user, address } = renderApp("/alerts/rules", {
    "GET /api/v1/alert-rules": { alert_rules: [aRule()] },
    [`DELETE ${RULE}`]: null,
  });

  await user.click(await screen.findByRole("button", { name: "Actions for Confidence drop on every model" }));
  await user.click(await screen.findByRole("menuitem", { name: "Delete", hidden: true }));
  await user.click(await screen.findByText(/stops watching/));
  expect(callsOf(`DELETE ${RULE}`)).toHaveLength(0);
  expect(address()).toBe("/alerts/rules");
  await user.click(await screen.findByRole("button", { name: "Delete rule" }));

  expect(callsOf(`DELETE ${RULE}`)).toHaveLength(1);
});

test("viewers see the rules and cannot change them", async () => {
  renderApp("/alerts/rules", {
    ...VIEWER,
    "GET /api/v1/alert-rules": { alert_rules: [aRule()] },
    "GET /api/v1/alert-rules/templates": { templates: [TEMPLATE] },
  });

  expect(await screen.findByText("Not judged yet")).toBeDefined();
  expect(screen.queryByRole("button", { name: /Actions|Switch on/ })).toBeNull();
  expect(screen.queryByRole("link", { name: "New rule" })).toBeNull();
});

test("what has failed is sent again from the log, and what was sent is not", async () => {
  const failed = aDelivery({ id: "failed", state: "failed", last_error: "550 no such user" });
  const { user } = renderApp("/alerts/deliveries", {
    "GET /api/v1/deliveries": { deliveries: [failed, aDelivery()] },
    "POST /api/v1/deliveries/failed/resend": aDelivery({ id: "failed", state: "pending" }),
  });

  expect(await screen.findByText("550 no such user")).toBeDefined();
  const again = screen.getAllByRole("button", { name: /Send .* again/ });
  expect(again).toHaveLength(1);
  await user.click(again[0] as HTMLElement);

  expect(callsOf("POST /api/v1/deliveries/failed/resend")).toHaveLength(1);
});

test("an incident tells its story: state, figures, chart and timeline, and leads to its inferences", async () => {
  const { user } = renderApp(`/alerts/incidents/${anIncident().id}`, { [`GET ${INCIDENT}`]: theIncident() });

  expect(await screen.findByRole("heading", { name: "Confidence drop on every model hard-hat/3" })).toBeDefined();
  expect(screen.getByText("Warning")).toBeDefined();
  const told = within(screen.getByRole("list", { name: "Timeline" })).getAllByRole("listitem");
  expect(told.map((event) => event.querySelector("strong")?.textContent)).toEqual(["Opened", "Told"]);
  expect(screen.getAllByText("300 samples, −5.1 standard deviations")).toHaveLength(3);
  const link = screen.getByRole("link", { name: "Its inferences" }).getAttribute("href");
  expect(link).toBe("/inferences?from=2026-11-23T09%3A00%3A00Z&until=2026-11-23T09%3A30%3A00Z&model_id=hard-hat%2F3");

  await user.click(screen.getByRole("button", { name: "Show Mean confidence as table" }));

  const rows = within(screen.getByRole("region", { name: "Mean confidence as table" })).getAllByRole("row");
  expect(rows.map((row) => row.textContent)).toEqual([
    "TimeMean confidenceWhile openOrdinaryLowest ordinaryHighest ordinary",
    "Mon 23 Nov, 09:55 – 10:000.851–0.8530.8200.880",
    "Mon 23 Nov, 10:00 – 10:050.7810.7810.8530.8200.880",
    "Mon 23 Nov, 10:05 – 10:10––0.8530.8200.880",
  ]);
});

test("an incident is acknowledged, commented on and resolved", async () => {
  const { user } = renderApp(`/alerts/incidents/${anIncident().id}`, {
    [`GET ${INCIDENT}`]: theIncident(),
    [`POST ${INCIDENT}/acknowledge`]: anIncident(),
    [`POST ${INCIDENT}/comment`]: theIncident(),
    [`POST ${INCIDENT}/resolve`]: anIncident(),
  });

  await user.click(await screen.findByRole("button", { name: "Acknowledge" }));
  await user.type(screen.getByRole("textbox", { name: "Comment" }), "Lens is dirty");
  await user.click(screen.getByRole("button", { name: "Comment" }));
  await user.click(screen.getByRole("button", { name: "Resolve" }));

  expect(callsOf(`POST ${INCIDENT}/acknowledge`)).toHaveLength(1);
  expect(await callsOf(`POST ${INCIDENT}/comment`)[0]?.json()).toEqual({ text: "Lens is dirty" });
  expect(callsOf(`POST ${INCIDENT}/resolve`)).toHaveLength(1);
});

test("a lasting level is taken as the new normal, where a rule learns one", async () => {
  const { user } = renderApp(`/alerts/incidents/${anIncident().id}`, {
    [`GET ${INCIDENT}`]: theIncident(),
    [`POST ${INCIDENT}/accept`]: anIncident(),
  });

  await user.click(await screen.findByRole("button", { name: "Take as the new normal" }));

  expect(callsOf(`POST ${INCIDENT}/accept`)).toHaveLength(1);
});

test("empty fields show what the service says is usual", async () => {
  const usual = {
    type: "last_week",
    warning: 0.12,
    critical: 0.2,
    recovery: 0.05,
    sensitivity: null,
    minimum_samples: 100,
    window_seconds: 3600,
    bucket_seconds: 900,
  };
  const { user } = renderApp("/alerts/rules/new", {
    [PREVIEW]: aPreview(),
    "GET /api/v1/alert-rules/usual": { conditions: [usual] },
  });

  await user.selectOptions(await screen.findByLabelText("Watch for"), "last_week");

  expect(await screen.findByPlaceholderText("0.12")).toBe(screen.getByLabelText("Warning from"));
});

test("viewers read an incident and cannot settle it", async () => {
  renderApp(`/alerts/incidents/${anIncident().id}`, { ...VIEWER, [`GET ${INCIDENT}`]: theIncident() });

  expect(await screen.findByRole("list", { name: "Timeline" })).toBeDefined();
  expect(screen.queryByRole("button", { name: /Acknowledge|Resolve|Comment|new normal/ })).toBeNull();
});

test("an incident of a device says whether it lives now, and leads to its inferences", async () => {
  const silent = { condition: "device_silent", device_id: "line-3", model: null, version: null } as const;
  const beat = { since: "2026-11-23T09:00:00Z", last_beat_at: null, interval_seconds: 60, servers: [] };
  renderApp(`/alerts/incidents/${anIncident().id}`, {
    [`GET ${INCIDENT}`]: theIncident({ incident: anIncident(silent), series: [] }),
    "GET /api/v1/devices/states": { as_of: null, devices: [{ device_id: "line-3", state: "ONLINE", ...beat }] },
  });

  expect(await screen.findByText("Online")).toBeDefined();
  const link = screen.getByRole("link", { name: "Its inferences" }).getAttribute("href");
  expect(new URLSearchParams(link?.split("?")[1]).get("device_id")).toBe("line-3");
});

test("an incident of a model says which of its devices are not online", async () => {
  const states = [
    { device_id: "line-3", state: "ONLINE", since: null, last_beat_at: null, interval_seconds: 60, servers: [] },
    { device_id: "line-4", state: "OFFLINE", since: null, last_beat_at: null, interval_seconds: 60, servers: [] },
  ];
  renderApp(`/alerts/incidents/${anIncident().id}`, {
    [`GET ${INCIDENT}`]: theIncident(),
    "GET /api/v1/devices": { window: {}, devices: [aDevice(), aDevice({ device_id: "line-4" })] },
    "GET /api/v1/devices/states": { as_of: null, devices: states },
  });

  expect(await screen.findByText("1 of 2 online")).toBeDefined();
  expect(screen.getByText("Not online: line-4")).toBeDefined();
  expect(lastQuery("GET /api/v1/devices").get("version")).toBe("3");
});

test("an incident that is not there says so", async () => {
  renderApp("/alerts/incidents/gone", { "GET /api/v1/incidents/gone": problem(404, "there is no such incident") });

  expect(await screen.findByRole("heading", { name: "There is no such incident" })).toBeDefined();
});

const PREVIEW = "POST /api/v1/alert-rules/preview";

function inputProblem(field: string, detail: string): () => Response {
  return () => Response.json({ title: "Unprocessable Content", status: 422, detail, field }, { status: 422 });
}

test("a rule is replayed as one types, with its incidents and how many mails it would have sent", async () => {
  const { user } = renderApp("/alerts/rules/new", { [PREVIEW]: aPreview() });
  await user.selectOptions(await screen.findByLabelText("Watch for"), "threshold");
  expect(await screen.findByRole("heading", { name: "No preview yet" })).toBeDefined();

  await user.type(screen.getByLabelText("Warning from"), "0.7");

  const preview = within(screen.getByRole("region", { name: "Preview" }));
  expect((await preview.findByRole("status")).textContent).toBe(
    "In the last 7 days it would have opened 1 incident and would have sent 2 mails.",
  );
  expect(preview.getByRole("list", { name: "Incidents that it would have opened" }).textContent).toContain("critical");
  expect(await callsOf(PREVIEW).at(-1)?.json()).toMatchObject({
    condition: { type: "threshold", metric: "confidence_mean", direction: "below" },
    warning: 0.7,
  });
  await user.click(preview.getByRole("button", { name: "Show hard-hat as table" }));
  expect(preview.getAllByRole("columnheader").map((head) => head.textContent)).toContain("Threshold");
});

test("a rule is made of what was filled in, and nothing else", async () => {
  const { user, address } = renderApp("/alerts/rules/new", {
    [PREVIEW]: aPreview(),
    "POST /api/v1/alert-rules": aRule(),
  });

  await user.selectOptions(await screen.findByLabelText("Watch for"), "device_silent");
  await user.type(screen.getByLabelText("Name"), "Line 3 is silent");
  await user.type(screen.getByRole("combobox", { name: "Device" }), "line-3");
  await user.click(screen.getByRole("button", { name: "Make the rule" }));

  await screen.findByRole("tab", { name: "Rules" });
  expect(address()).toBe("/alerts/rules");
  expect(await callsOf("POST /api/v1/alert-rules")[0]?.json()).toEqual({
    name: "Line 3 is silent",
    condition: { type: "device_silent" },
    device_id: "line-3",
    on_no_data: "keep",
    recipients: { emails: ["ada@example.com"], webhooks: [] },
    limits: { per_hour: null, per_day: null },
  });
});

test("members are offered as recipients, and any other address can be typed", async () => {
  const member = { person_id: "p", email: "ben@example.com", name: "Ben", role: "viewer", joined_at: null };
  const { user } = renderApp("/alerts/rules/new", {
    "GET /api/v1/members": { members: [member] },
    [PREVIEW]: aPreview(),
    "POST /api/v1/alert-rules": aRule(),
  });

  const addresses = await screen.findByLabelText("E-mail addresses", { selector: "input" });
  await user.click(addresses);
  await user.click(await screen.findByRole("option", { name: "ben@example.com", hidden: true }));
  await user.type(addresses, "team@example.org{Enter}");
  await user.click(screen.getByRole("button", { name: "Make the rule" }));

  await screen.findByRole("tab", { name: "Rules" });
  expect(await callsOf("POST /api/v1/alert-rules")[0]?.json()).toMatchObject({
    recipients: { emails: ["ada@example.com", "ben@example.com", "team@example.org"] },
  });
});

test("what the service says of a field stands at the field", async () => {
  renderApp("/alerts/rules/new", { [PREVIEW]: inputProblem("critical", "critical is not more than warning") });

  const field = await screen.findByLabelText("Critical from");
  await screen.findByText("critical is not more than warning");
  expect(field.getAttribute("aria-invalid")).toBe("true");
  expect(screen.getByLabelText("Warning from").getAttribute("aria-invalid")).not.toBe("true");
});

test("a rule that exists shows where it stands, and is saved as it was but for the change", async () => {
  const webhook = { url: "https://example.com/hook", kind: "slack" as const, secret: "whsec_s", disabled_at: null };
  const recipients = { ...aRule().recipients, webhooks: [webhook] };
  const { user } = renderApp(`/alerts/rules/${aRule().id}`, {
    [`GET ${RULE}`]: aRule({ recipients, series: [aSeries({ state: "pending" })] }),
    [`PUT ${RULE}`]: aRule(),
    [PREVIEW]: aPreview({ threshold: null }),
  });

  const stands = within(await screen.findByRole("table", { name: "Where it stands" }));
  expect(stands.getByText("Under suspicion")).toBeDefined();
  const warning = screen.getByLabelText("Warning from");
  await user.clear(warning);
  await user.type(warning, "0.05");
  await user.click(screen.getByRole("button", { name: "Save" }));

  const { name, condition, critical, recovery, minimum_samples, window_seconds, bucket_seconds, limits } = aRule();
  const { url, kind, secret } = webhook;
  expect(await callsOf(`PUT ${RULE}`)[0]?.json()).toEqual({
    ...{ name, condition, critical, recovery, minimum_samples, window_seconds, bucket_seconds, limits },
    warning: 0.05,
    on_no_data: "keep",
    recipients: { emails: ["ada@example.com"], webhooks: [{ url, kind, secret }] },
  });
});

test("a webhook that said that it is gone says what brings it back", async () => {
  const webhook = {
    ...{ url: "https://example.com/hook", kind: "standard" as const, secret: null },
    disabled_at: "2026-11-28T09:30:00Z",
  };
  renderApp(`/alerts/rules/${aRule().id}`, {
    [`GET ${RULE}`]: aRule({ recipients: { ...aRule().recipients, webhooks: [webhook] } }),
    [PREVIEW]: aPreview(),
  });

  expect(await screen.findByText(/example\.com said on .*28.* that it is gone/)).toBeDefined();
});

test("viewers read a rule and cannot change it", async () => {
  renderApp(`/alerts/rules/${aRule().id}`, { ...VIEWER, [`GET ${RULE}`]: aRule(), [PREVIEW]: aPreview() });

  expect(await screen.findByText("Only owners and editors change rules.")).toBeDefined();
  expect(screen.queryByRole("button", { name: /Save|Actions/ })).toBeNull();
  expect(screen.getByLabelText("Watch for").closest("fieldset")?.disabled).toBe(true);
});
