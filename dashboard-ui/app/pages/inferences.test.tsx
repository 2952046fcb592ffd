import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { callsOf } from "../testing/answers";
import { renderApp } from "../testing/renderApp";
import { anInference, anOverview, theInferences } from "../testing/samples";

const window = anOverview().window;
const facets = {
  window,
  inferences: 20,
  facets: [
    { filter: "device_id", values: [{ value: "line-3", inferences: 12 }] },
    { filter: "class", values: [{ value: "helmet", inferences: 9 }] },
  ],
};
const fields = {
  window,
  inferences: 20,
  fields: [{ name: "camera", types: ["text"], inferences: 5, values: [{ value: "c1", inferences: 5 }] }],
};
const answers = { "GET /api/v1/inferences/facets": facets, "GET /api/v1/metadata/fields": fields };

beforeEach(() => localStorage.clear());

function lastQuery(call: string): URLSearchParams {
  return new URL(callsOf(call).at(-1)?.url ?? "http://none").searchParams;
}

test("a filter is a chip, in the address, and asked of list and total alike", async () => {
  const { user, address } = renderApp("/inferences?range=24h", answers);

  await user.type(await screen.findByRole("searchbox", { name: "Add a filter" }), "line");
  await user.click(await screen.findByRole("option", { name: /line-3/, hidden: true }));

  await screen.findByRole("button", { name: "Filter: Device line-3. Edit" });
  expect(address()).toBe("/inferences?range=24h&device_id=line-3");
  await waitFor(() => expect(lastQuery("GET /api/v1/inferences").getAll("device_id")).toEqual(["line-3"]));
  expect(lastQuery("GET /api/v1/inferences/count").getAll("device_id")).toEqual(["line-3"]);
});

test("a class with little confidence can be asked for", async () => {
  const { user, address } = renderApp("/inferences?class=helmet", answers);

  await user.type(await screen.findByRole("searchbox", { name: "Add a filter" }), "confid");
  await user.click(await screen.findByRole("option", { name: "Confidence", hidden: true }));
  await user.type(await screen.findByRole("textbox", { name: "Below", hidden: true }), "0.3");
  await user.click(screen.getByRole("button", { name: "Apply", hidden: true }));

  await screen.findByRole("button", { name: "Filter: Confidence of helmet below 0.3. Edit" });
  expect(address()).toBe("/inferences?class=helmet&confidence_below=0.3");
});

test("metadata can be filtered by, and a chip taken away", async () => {
  const { user, address } = renderApp("/inferences?metadata.camera=c1&is_error=true", answers);

  await screen.findByRole("button", { name: "Filter: camera c1. Edit" });
  await user.click(screen.getByRole("button", { name: "Remove the filter Outcome" }));

  expect(address()).toBe("/inferences?metadata.camera=c1");
  await waitFor(() => expect(lastQuery("GET /api/v1/inferences").get("metadata.camera")).toBe("c1"));
});

test("when nothing passes the filters the page says so and clears them", async () => {
  const { user, address } = renderApp("/inferences?device_id=gone", {
    ...answers,
    "GET /api/v1/inferences": theInferences(),
  });

  await screen.findByText("No inferences in the last 7 days pass these filters");
  await user.click(screen.getByRole("button", { name: "Clear the filters" }));

  expect(address()).toBe("/inferences");
});

test("the total stands beside what is loaded", async () => {
  renderApp("/inferences", { ...answers, "GET /api/v1/inferences/count": { window, inferences: 1_234_567 } });

  await screen.findByText("1,234,567 inferences");
});

test("columns are chosen, fields of metadata among them, and this browser keeps them", async () => {
  const { user } = renderApp("/inferences", answers);

  await user.click(await screen.findByRole("button", { name: "Columns" }));
  await user.click(await screen.findByRole("menuitemcheckbox", { name: "camera", hidden: true }));
  await user.click(screen.getByRole("menuitemcheckbox", { name: "Device", hidden: true }));

  const headers = () => screen.getAllByRole("columnheader").map((header) => header.textContent);
  expect(headers()).toContain("camera");
  expect(headers()).not.toContain("Device");
  expect(localStorage.getItem("sightline-inference-columns")).toContain("metadata.camera");
});

test("rows are selected one by one, by key, and all at once", async () => {
  const { user } = renderApp("/inferences", {
    ...answers,
    "GET /api/v1/inferences": theInferences(anInference(), anInference({ inference_id: "second" })),
  });
  const table = await screen.findByRole("table", { name: "Inferences" });
  await within(table).findAllByRole("link");

  await user.keyboard("jx");

  const boxes = within(table).getAllByRole("checkbox") as HTMLInputElement[];
  expect(boxes.map((box) => box.checked)).toEqual([false, true, false]);
  await user.click(within(table).getByRole("checkbox", { name: "Select all rows" }));
  expect(boxes.map((box) => box.checked)).toEqual([true, true, true]);
});
