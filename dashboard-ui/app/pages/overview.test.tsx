import { screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { callsOf, problem } from "../testing/answers";
import { renderApp } from "../testing/renderApp";
import { aFigure, anOverview } from "../testing/samples";

test("each figure carries its exact value beside the one that people read", async () => {
  renderApp("/");

  const requests = await screen.findByRole("group", { name: "Total requests" });
  expect((await within(requests).findByText("12,840")).getAttribute("data-value")).toBe("12840");
  const confidence = screen.getByRole("group", { name: "Average confidence" });
  expect(within(confidence).getByText("0.873").getAttribute("data-value")).toBe("0.8731");
  const time = screen.getByRole("group", { name: "Average inference time" });
  expect(within(time).getByText("31 ms").getAttribute("data-value")).toBe("0.0312");
});

test("a figure says how it moved, in words and not in colour alone", async () => {
  renderApp("/");

  const requests = await screen.findByRole("group", { name: "Total requests" });
  expect((await within(requests).findByText("28.4 %")).textContent).toBe("up 28.4 %");
  expect(within(requests).getByText("vs previous 7 days")).toBeDefined();
});

test("a figure without anything before it is new, and one without anything at all is a dash", async () => {
  renderApp("/", {
    "GET /api/v1/overview": anOverview({ requests: aFigure(5, 0), average_confidence: aFigure(null) }),
  });

  const requests = await screen.findByRole("group", { name: "Total requests" });
  expect(await within(requests).findByText("new")).toBeDefined();
  const confidence = screen.getByRole("group", { name: "Average confidence" });
  expect(within(confidence).getAllByText("–")).toHaveLength(2);
});

test("every chart can be read as a table, where a gap is a dash and not a 0", async () => {
  const { user } = renderApp("/");

  await user.click(await screen.findByRole("button", { name: "Show Confidence over time as table" }));

  const cells = within(screen.getByRole("region", { name: "Confidence over time as table" })).getAllByRole("cell");
  // Time, the edges of the band, the average.
  expect(cells.map((cell) => cell.textContent)).toEqual([
    ...["Mon 16 Nov, 11:00 – 12:00", "0.600", "0.950", "0.800"],
    ...["Mon 16 Nov, 12:00 – 13:00", "–", "–", "–"],
    ...["Mon 16 Nov, 13:00 – 14:00", "0.600", "0.950", "0.800"],
  ]);
});

test("an empty window says how to fill it, with the address to send to", async () => {
  renderApp("/", {
    "GET /api/v1/overview": anOverview({ requests: aFigure(0, 0), average_confidence: aFigure(null) }),
  });

  expect(await screen.findByRole("heading", { name: "No inferences in the last 7 days" })).toBeDefined();
  expect(screen.getByText(/curl http:\/\/ingest\.example\.com\/v1\/inferences/)).toBeDefined();
});

test("figures that cannot be loaded leave the lists standing, and can be tried again", async () => {
  const { user } = renderApp("/", { "GET /api/v1/overview": problem(503, "The query-service did not answer.") });

  const alert = await screen.findByRole("alert");
  expect(alert.textContent).toContain("The figures could not be loaded.");
  expect(alert.textContent).toContain("Request request-7");
  expect(await screen.findByRole("table", { name: "Models" })).toBeDefined();

  const before = callsOf("GET /api/v1/overview").length;
  await user.click(within(alert).getByRole("button", { name: "Try again" }));

  expect(callsOf("GET /api/v1/overview").length).toBe(before + 1);
});

test("choosing a range changes the address and what is asked for", async () => {
  const { user, address } = renderApp("/");

  await user.click(await screen.findByRole("radio", { name: "24 h" }));

  expect(address()).toBe("/?range=24h");
  await screen.findByText(/Last 24 hours · /);
  const asked = new URL(callsOf("GET /api/v1/overview").at(-1)?.url ?? "").searchParams;
  expect(Date.parse(asked.get("until") ?? "") - Date.parse(asked.get("from") ?? "")).toBe(86_400_000);
});

test("the range goes along to another page", async () => {
  const { user, address } = renderApp("/?range=30d&tab=devices");

  await user.click(await screen.findByRole("link", { name: "Models" }));

  expect(address()).toBe("/models?range=30d");
});

test("live can be paused, and the address remembers", async () => {
  const { user, address } = renderApp("/");

  await user.click(await screen.findByRole("switch", { name: "Live" }));

  expect(address()).toBe("/?live=off");
  expect(screen.getByRole("switch", { name: "Live" }).getAttribute("aria-checked")).toBe("false");
});

test("the previous window is drawn beside this one when asked for, and the address remembers", async () => {
  const { user, address } = renderApp("/");

  await user.click(await screen.findByRole("switch", { name: "Compare with previous 7 days" }));

  expect(address()).toBe("/?compare=previous");
  const panel = screen.getByRole("region", { name: "Confidence over time" });
  expect(await within(panel).findByText("Before")).toBeDefined();
  const asked = new URL(callsOf("GET /api/v1/overview").at(-1)?.url ?? "").searchParams;
  expect(asked.get("until")).toBe(anOverview().previous_window.until);
});
