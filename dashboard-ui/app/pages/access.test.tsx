import { screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { callsOf, problem } from "../testing/answers";
import { renderApp } from "../testing/renderApp";
import { aSession } from "../testing/samples";

const ada = {
  person_id: aSession.person.id,
  email: "ada@example.com",
  name: "Ada",
  role: "owner",
  joined_at: null,
};
const ben = {
  person_id: "5a2f4d0e-0000-4000-8000-000000000002",
  email: "ben@example.com",
  name: "Ben",
  role: "viewer",
  joined_at: "2026-11-20T10:00:00Z",
};
const anOffer = {
  email: "new@example.com",
  workspace: "Northwind",
  role: "editor",
  invited_by: "Ada",
  expires_at: "2026-11-30T10:00:00Z",
  is_known: false,
};

test("an owner invites, changes roles, and removes only after saying so again", async () => {
  const path = `/api/v1/members/${ben.person_id}`;
  const { user } = renderApp("/settings/members", {
    "GET /api/v1/members": { members: [ada, ben] },
    "POST /api/v1/invitations": { id: "i", ...anOffer, created_at: "2026-11-23T10:00:00Z", mail: "on_its_way" },
    [`PUT ${path}`]: { ...ben, role: "editor" },
    [`DELETE ${path}`]: null,
  });

  await user.selectOptions(await screen.findByLabelText("Role of Ben"), "editor");
  expect(await callsOf(`PUT ${path}`)[0]?.json()).toEqual({ role: "editor" });

  await user.click(screen.getByRole("button", { name: "Remove Ben" }));
  expect(callsOf(`DELETE ${path}`)).toHaveLength(0);
  await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Remove" }));
  expect(callsOf(`DELETE ${path}`)).toHaveLength(1);

  await user.click(screen.getByRole("button", { name: "Invite" }));
  await user.type(await screen.findByLabelText("E-mail"), "new@example.com");
  await user.click(screen.getByRole("button", { name: "Send invitation" }));
  expect(await callsOf("POST /api/v1/invitations")[0]?.json()).toEqual({ email: "new@example.com", role: "viewer" });
});

test("the last owner is told why they cannot go", async () => {
  const { user } = renderApp("/settings/members", {
    "GET /api/v1/members": { members: [ada] },
    [`DELETE /api/v1/members/${ada.person_id}`]: problem(409, "this is the only owner"),
  });

  await user.click(await screen.findByRole("button", { name: "Leave the workspace" }));
  await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Leave" }));

  expect((await screen.findByRole("alert")).textContent).toContain("this is the only owner");
});

test("viewers see members and can change nothing but leave", async () => {
  renderApp("/settings/members", {
    "GET /api/v1/session": { ...aSession, role: "viewer" },
    "GET /api/v1/members": { members: [ada, ben] },
  });

  expect(await screen.findByText("Ben")).toBeDefined();
  expect(screen.queryByRole("button", { name: /Remove|Invite/ })).toBeNull();
  expect(screen.queryByLabelText("Role of Ben")).toBeNull();
});

test("an invitation is accepted with name and password", async () => {
  const { user, address } = renderApp("/invitation#secret", {
    "POST /api/v1/invitations/look": anOffer,
    "POST /api/v1/invitations/accept": aSession,
    "POST /api/v1/password-strength": { strength: "strong", is_enough: true, advice: [] },
  });

  await user.type(await screen.findByLabelText("Your name"), "New Person");
  await user.type(screen.getByLabelText("Password"), "seven quiet otters");
  expect(await screen.findByText("This is a strong password.")).toBeDefined();
  await user.click(screen.getByRole("button", { name: "Join Northwind" }));

  expect(await callsOf("POST /api/v1/invitations/accept")[0]?.json()).toEqual({
    token: "secret",
    name: "New Person",
    password: "seven quiet otters",
  });
  expect(await screen.findByRole("heading", { name: "Overview" })).toBeDefined();
  expect(address()).toBe("/");
});

test("an invitation that is over says so", async () => {
  renderApp("/invitation#old", {
    "POST /api/v1/invitations/look": problem(410, "this invitation has expired; ask for another"),
  });

  expect(await screen.findByText(/this invitation has expired/)).toBeDefined();
});

test("a forgotten password is asked for without telling whether anybody has the address", async () => {
  const { user } = renderApp("/forgot-password", { "POST /api/v1/password-resets": null });

  await user.type(await screen.findByLabelText("E-mail"), "somebody@example.com");
  await user.click(screen.getByRole("button", { name: "Send the link" }));

  expect(await screen.findByText(/If somebody@example.com has an account here/)).toBeDefined();
});

test("people see where they are signed in, and sign out elsewhere", async () => {
  const session = {
    id: "s1",
    browser: "Firefox on Linux",
    address: "203.0.113.5",
    signed_in_at: "2026-11-23T09:00:00Z",
    last_used_at: "2026-11-23T10:00:00Z",
    workspace: "Northwind",
    is_present: true,
  };
  const { user } = renderApp("/settings/account", {
    "GET /api/v1/sessions": {
      sessions: [session, { ...session, id: "s2", browser: "Safari on iPhone", is_present: false }],
    },
    "DELETE /api/v1/sessions/s2": null,
  });

  await user.click(await screen.findByRole("button", { name: "Sign out Safari on iPhone" }));

  expect(callsOf("DELETE /api/v1/sessions/s2")).toHaveLength(1);
  expect(screen.queryByRole("button", { name: "Sign out Firefox on Linux" })).toBeNull();
});

test("the audit log says who did what, and is for owners", async () => {
  renderApp("/settings/audit-log", {
    "GET /api/v1/audit-log": {
      entries: [
        {
          id: "a",
          at: "2026-11-23T10:00:00Z",
          person: "ada@example.com",
          api_key: null,
          action: "member_role_changed",
          subject: "ben@example.com",
          detail: "viewer → editor",
          address: "203.0.113.5",
        },
      ],
      next_cursor: null,
    },
  });

  expect(await screen.findByText("Role changed")).toBeDefined();
  expect(screen.getByText("ben@example.com · viewer → editor")).toBeDefined();
});

test.each([/^Workspace /, "More"])("a workspace is made by its name, and gone to: from the menu %s", async (menu) => {
  const { user } = renderApp("/", {
    "POST /api/v1/workspaces": { slug: "plant-2", name: "Plant 2", role: "owner", is_present: false },
    "PUT /api/v1/session/workspace": problem(503, "another time"),
  });

  await user.click(await screen.findByRole("button", { name: menu }));
  // Without a layout every menu counts as scrolled out of sight.
  await user.click(await screen.findByRole("menuitem", { name: "New workspace", hidden: true }));
  await user.type(await screen.findByLabelText("Name"), " Plant 2 ");
  await user.click(screen.getByRole("button", { name: "Create workspace" }));

  expect(await callsOf("POST /api/v1/workspaces")[0]?.json()).toEqual({ name: "Plant 2" });
  expect(await callsOf("PUT /api/v1/session/workspace")[0]?.json()).toEqual({ slug: "plant-2" });
});

test("an owner shortens for how long things are kept", async () => {
  const { user } = renderApp("/settings/retention", {
    "PUT /api/v1/retention": { rows_days: 30, rollups_days: null, images_days: null },
  });

  await user.type(await screen.findByLabelText("Inferences, days"), "30");
  await user.click(screen.getByRole("button", { name: "Save" }));

  expect(await callsOf("PUT /api/v1/retention")[0]?.json()).toEqual({
    rows_days: 30,
    rollups_days: null,
    images_days: null,
  });
  expect(await screen.findByText(/Changed\. What is older/)).toBeDefined();
});

test("days that cannot be kept are said beside their field", async () => {
  const { user } = renderApp("/settings/retention", {
    "PUT /api/v1/retention": () =>
      new Response(
        JSON.stringify({
          title: "Unprocessable Content",
          status: 422,
          detail: "rows_days is not a number from 2",
          field: "rows_days",
        }),
        { status: 422, headers: { "Content-Type": "application/problem+json" } },
      ),
  });

  await user.type(await screen.findByLabelText("Inferences, days"), "5");
  await user.click(screen.getByRole("button", { name: "Save" }));

  expect(await screen.findByText(/rows_days is not a number/)).toBeDefined();
});
