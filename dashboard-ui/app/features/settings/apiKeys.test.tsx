import { screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { ApiKey } from "../../api/types";
import { callsOf } from "../../testing/answers";
import { renderApp } from "../../testing/renderApp";
import { aSession } from "../../testing/samples";

const aKey: ApiKey = {
  id: "5a2f4d0e-0000-4000-8000-0000000000a1",
  name: "line 3",
  hint: "sl_7Qx",
  scopes: ["ingest"],
  created_at: "2026-11-20T10:00:00Z",
  created_by: "ada@example.com",
  last_used_at: null,
  revoked_at: null,
  expires_at: null,
};

test("a new key is shown once, with a command that uses it", async () => {
  const { user } = renderApp("/settings", { "POST /api/v1/api-keys": { ...aKey, key: "sl_the-whole-key" } });

  await user.click(await screen.findByRole("button", { name: "New key" }));
  await user.type(await screen.findByLabelText("Name"), "line 3");
  await user.click(screen.getByRole("button", { name: "Create key" }));

  const dialog = await screen.findByRole("dialog", { name: "Key “line 3”" });
  expect(within(dialog).getByText("sl_the-whole-key")).toBeDefined();
  expect(within(dialog).getByText(/Bearer sl_the-whole-key/)).toBeDefined();
  expect(await callsOf("POST /api/v1/api-keys")[0]?.json()).toEqual({ name: "line 3", scopes: ["ingest"] });

  await user.click(within(dialog).getByRole("button", { name: "Done" }));

  expect(screen.queryByText("sl_the-whole-key")).toBeNull();
});

test("a key is revoked only after one said so again", async () => {
  const { user } = renderApp("/settings", {
    "GET /api/v1/api-keys": { api_keys: [aKey] },
    [`DELETE /api/v1/api-keys/${aKey.id}`]: null,
  });

  await user.click(await screen.findByRole("button", { name: "Revoke line 3" }));
  expect(callsOf(`DELETE /api/v1/api-keys/${aKey.id}`)).toHaveLength(0);
  await user.click(await screen.findByRole("button", { name: "Revoke key" }));

  expect(callsOf(`DELETE /api/v1/api-keys/${aKey.id}`)).toHaveLength(1);
});

test("those who are not owners see the keys and cannot change them", async () => {
  renderApp("/settings", {
    "GET /api/v1/session": { ...aSession, role: "viewer" },
    "GET /api/v1/api-keys": { api_keys: [aKey] },
  });

  expect(await screen.findByText("line 3")).toBeDefined();
  expect(screen.queryByRole("button", { name: /Revoke|New key/ })).toBeNull();
});
