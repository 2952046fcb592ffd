import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { callsOf, problem } from "../testing/answers";
import { renderApp } from "../testing/renderApp";
import { aSession } from "../testing/samples";

const signedOut = problem(401, "Sign in first.");

test("without a session every page leads to the sign-in, and remembers where one wanted to go", async () => {
  const { address } = renderApp("/devices?range=24h", { "GET /api/v1/session": signedOut });

  expect(await screen.findByRole("form", { name: "Sign in" })).toBeDefined();
  expect(address()).toBe(`/sign-in?return=${encodeURIComponent("/devices?range=24h")}`);
});

test("signing in leads to where one wanted to go", async () => {
  const { user, address } = renderApp("/sign-in?return=%2Fdevices%3Frange%3D24h", {
    "GET /api/v1/session": signedOut,
    "POST /api/v1/session": aSession,
  });

  await user.type(await screen.findByLabelText("E-mail"), "ada@example.com");
  await user.type(screen.getByLabelText("Password"), "secret");
  await user.click(screen.getByRole("button", { name: "Sign in" }));

  expect(await screen.findByRole("heading", { name: "Devices" })).toBeDefined();
  expect(address()).toBe("/devices?range=24h");
  expect(await callsOf("POST /api/v1/session")[0]?.json()).toEqual({ email: "ada@example.com", password: "secret" });
  expect(callsOf("POST /api/v1/session")[0]?.headers.get("X-Sightline")).toBe("1");
});

test("a wrong password is said, and the form stays", async () => {
  const { user } = renderApp("/sign-in", {
    "GET /api/v1/session": signedOut,
    "POST /api/v1/session": problem(401, "E-mail or password is wrong"),
  });

  await user.type(await screen.findByLabelText("E-mail"), "ada@example.com");
  await user.type(screen.getByLabelText("Password"), "wrong");
  await user.click(screen.getByRole("button", { name: "Sign in" }));

  expect((await screen.findByRole("alert")).textContent).toContain("E-mail or password is wrong");
  expect(screen.getByRole("form", { name: "Sign in" })).toBeDefined();
});

test("a session that ends in the middle of the work leads to the sign-in", async () => {
  let isSignedIn = true;
  renderApp("/", {
    "GET /api/v1/session": () => (isSignedIn ? Response.json(aSession) : signedOut()),
    "GET /api/v1/overview": () => {
      isSignedIn = false;
      return signedOut();
    },
  });

  expect(await screen.findByRole("form", { name: "Sign in" })).toBeDefined();
});

test("signing out ends the session", async () => {
  const { user } = renderApp("/settings", { "DELETE /api/v1/session": null });

  await user.click(await screen.findByRole("button", { name: "Signed in as Ada" }));
  // Without a layout every menu counts as scrolled out of sight.
  await user.click(await screen.findByRole("menuitem", { name: "Sign out", hidden: true }));

  expect(callsOf("DELETE /api/v1/session")).toHaveLength(1);
});

test("where a provider is set up, one can continue with it, and comes back to where one wanted to go", async () => {
  renderApp("/sign-in?return=%2Fdevices", {
    "GET /api/v1/session": signedOut,
    "GET /api/v1/sign-in": { provider: { name: "Acme", start_url: "https://sightline.example/start" } },
  });

  const link = await screen.findByRole("link", { name: "Continue with Acme" });

  expect(link.getAttribute("href")).toBe("https://sightline.example/start?return=%2Fdevices");
  expect(screen.getByLabelText("Password")).toBeDefined();
});

test.each([
  ["not-invited", /Ask an owner of the workspace to invite your e-mail/],
  ["email-not-verified", /Confirm it in your account there/],
  ["away", /Try again in a moment, or use your password/],
  ["<something>", /^Signing in failed/],
])("a provider that does not let one in is explained: %s", async (name, words) => {
  renderApp(`/sign-in?problem=${encodeURIComponent(name)}`, { "GET /api/v1/session": signedOut });

  expect((await screen.findByRole("alert")).textContent).toMatch(words);
});
