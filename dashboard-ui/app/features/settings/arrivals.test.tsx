import { screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { KeyActivity, KeyUse, Refusal } from "../../api/types";
import { problem } from "../../testing/answers";
import { renderApp } from "../../testing/renderApp";
import { adviceOn } from "./refusals";

const aKey: KeyUse = {
  id: "5a2f4d0e-0000-4000-8000-0000000000a1",
  name: "line 3",
  hint: "sl_7Qx…",
  revoked_at: null,
  last_used_at: null,
  received: [],
  refusals: [],
};

const aRefusal: Refusal = {
  at: "2026-11-23T09:59:00Z",
  method: "POST",
  path: "/v1/inferences",
  status: 422,
  reason: "invalid-input",
  detail: "model_id: got nothing, expected a model id.",
  field: "model_id",
  count: 3,
  key_hint: null,
};

function arrivals(values: Partial<KeyActivity>) {
  return { "GET /api/v1/api-keys/activity": { is_complete: true, api_keys: [aKey], unknown_keys: [], ...values } };
}

test("the page of devices leads here when there are none", async () => {
  const { user, address } = renderApp("/devices", {
    "GET /api/v1/devices": { window: {}, devices: [] },
    ...arrivals({}),
  });

  await user.click(await screen.findByRole("link", { name: /See what came with each key/ }));

  expect(address()).toBe("/settings/arrivals");
});

test("of each key one sees what came last, from where, and how much", async () => {
  renderApp(
    "/settings/arrivals",
    arrivals({
      api_keys: [
        {
          ...aKey,
          last_used_at: "2026-11-23T09:59:00Z",
          received: [
            { kind: "pingback", at: "2026-11-23T09:59:00Z", device_id: "jetson-3", server_id: "s", items: 31 },
          ],
        },
      ],
    }),
  );

  const table = await screen.findByRole("table", { name: "Received with line 3" });
  expect(table.textContent).toContain("Report of an inference server");
  expect(table.textContent).toContain("jetson-3");
  expect(table.textContent).toContain("31");
});

test("a refusal says in plain words why, and what to do", async () => {
  renderApp("/settings/arrivals", arrivals({ api_keys: [{ ...aKey, refusals: [aRefusal] }] }));

  const table = await screen.findByRole("table", { name: "Refused to line 3" });
  expect(table.textContent).toContain("Something in the body is wrong");
  expect(table.textContent).toContain("model_id: got nothing, expected a model id.");
  expect(within(table).getByText("3")).toBeDefined();
});

test("a key with which nothing came says what to look at", async () => {
  renderApp("/settings/arrivals", arrivals({}));

  const key = await screen.findByRole("region", { name: "line 3" });
  expect(key.textContent).toContain("No request with this key has reached this system");
  expect(key.textContent).toContain("METRICS_URL=http://ingest.example.com/inference-stats");
});

test("while not all is known nothing is called never", async () => {
  renderApp("/settings/arrivals", arrivals({ is_complete: false }));

  const key = await screen.findByRole("region", { name: "line 3" });
  expect(key.textContent).toContain("Nothing is known of this key at the moment");
});

test("requests without a key that exists are shown by the key's first characters", async () => {
  const unknown = { ...aRefusal, status: 401, reason: "unknown-api-key", path: "/inference-stats", field: null };
  renderApp("/settings/arrivals", arrivals({ unknown_keys: [{ ...unknown, key_hint: "rf_Kx7f…" }] }));

  const table = await screen.findByRole("table", { name: "Requests without a key that exists" });
  expect(table.textContent).toContain("The key does not exist");
  expect(table.textContent).toContain("rf_Kx7f…");
});

test("what cannot be loaded says so, and offers to try again", async () => {
  renderApp("/settings/arrivals", { "GET /api/v1/api-keys/activity": problem(503, "PostgreSQL does not answer.") });

  expect((await screen.findByRole("alert")).textContent).toContain("What came could not be loaded.");
});

test("a reason that is not known is shown with what the service said", () => {
  expect(adviceOn({ reason: "some-new-reason", detail: "Do this." })).toEqual({
    what: "some new reason",
    whatToDo: "Do this.",
  });
});
