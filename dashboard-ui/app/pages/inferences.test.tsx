import { screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { callsOf, lastQuery, problem } from "../testing/answers";
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

describe("export", () => {
  const saved: { name: string; content: Blob }[] = [];

  beforeEach(() => {
    saved.length = 0;
    const blobs = new Map<string, Blob>();
    vi.spyOn(URL, "createObjectURL").mockImplementation((content) => {
      const url = `blob:${blobs.size}`;
      blobs.set(url, content as Blob);
      return url;
    });
    vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
      saved.push({ name: this.download, content: blobs.get(this.href) ?? new Blob() });
    });
  });

  afterEach(() => vi.restoreAllMocks());

  /** A file that comes in pieces, and ends or breaks off. */
  function download(pieces: readonly string[], end: "well" | "cut off" | "never" = "well") {
    return () =>
      new Response(
        new ReadableStream({
          start(controller) {
            for (const piece of pieces) {
              controller.enqueue(new TextEncoder().encode(piece));
            }
            if (end === "well") {
              controller.close();
            } else if (end === "cut off") {
              controller.error(new TypeError("network error"));
            }
          },
        }),
        { headers: { "Content-Disposition": 'attachment; filename="inferences-2026-11-23.ndjson"' } },
      );
  }

  async function exportAs(user: ReturnType<typeof renderApp>["user"], format: string) {
    await user.click(await screen.findByRole("button", { name: "Export" }));
    await user.click(await screen.findByRole("menuitem", { name: new RegExp(`^${format}`), hidden: true }));
  }

  test("everything that passes the filters is saved as a file", async () => {
    const { user } = renderApp("/inferences?device_id=line-3&metadata.camera=c1", {
      ...answers,
      "GET /api/v1/inferences/export": download(['{"a":1}\n{"a"', ":2}\n"]),
    });

    await exportAs(user, "NDJSON");

    await waitFor(() => expect(saved).toHaveLength(1));
    expect(saved[0]?.name).toBe("inferences-2026-11-23.ndjson");
    expect(await saved[0]?.content.text()).toBe('{"a":1}\n{"a":2}\n');
    const query = lastQuery("GET /api/v1/inferences/export");
    expect(query.get("format")).toBe("ndjson");
    expect(query.get("device_id")).toBe("line-3");
    expect(query.get("metadata.camera")).toBe("c1");
    expect(query.get("from")).toBe(lastQuery("GET /api/v1/inferences").get("from"));
    expect(screen.queryByRole("progressbar")).toBeNull();
  });

  test("an export tells how far it is, and can be stopped", async () => {
    const { user } = renderApp("/inferences", {
      ...answers,
      "GET /api/v1/inferences/count": { window, inferences: 40 },
      "GET /api/v1/inferences/export": download(["head\n", `${"x\n".repeat(10)}`], "never"),
    });

    await exportAs(user, "CSV");

    await screen.findByText(/^Exporting .* of 40/);
    expect(screen.getByRole("progressbar", { name: "Exported" })).toBeDefined();
    await user.click(screen.getByRole("button", { name: "Stop" }));
    expect(screen.queryByRole("progressbar")).toBeNull();
    expect(saved).toEqual([]);
  });

  test("where rows cannot be told on the way, the size is", async () => {
    const { user } = renderApp("/inferences", {
      ...answers,
      "GET /api/v1/inferences/count": { window, inferences: 40 },
      "GET /api/v1/inferences/export": download(["PAR1"], "never"),
    });

    await exportAs(user, "Parquet");

    await screen.findByText("Exporting 40, 0.0 MB");
    expect(lastQuery("GET /api/v1/inferences/export").get("format")).toBe("parquet");
    await user.click(screen.getByRole("button", { name: "Stop" }));
  });

  test("what was cut off is not saved, and the page says so", async () => {
    const { user } = renderApp("/inferences", {
      ...answers,
      "GET /api/v1/inferences/export": download(['{"a":1}\n'], "cut off"),
    });

    await exportAs(user, "NDJSON");

    await screen.findByText(/The export ended before it was whole/);
    expect(saved).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Dismiss" }));
    expect(screen.queryByRole("alert")).toBeNull();
  });

  test("a refusal is told as the service words it", async () => {
    const { user } = renderApp("/inferences", {
      ...answers,
      "GET /api/v1/inferences/export": problem(503, "the figures cannot be read at the moment"),
    });

    await exportAs(user, "CSV");

    await screen.findByText(/the figures cannot be read at the moment/);
  });

  test("the boxes of selected rows are saved as COCO", async () => {
    const { user } = renderApp("/inferences", answers);
    await user.click(await screen.findByRole("checkbox", { name: "Select all rows" }));

    await exportAs(user, "COCO");

    await waitFor(() => expect(saved).toHaveLength(1));
    const coco = JSON.parse((await saved[0]?.content.text()) ?? "");
    expect(coco.images).toHaveLength(1);
    expect(saved[0]?.name).toBe("inferences.coco.json");
  });
});

describe("saved views", () => {
  const views = {
    ...answers,
    "GET /api/v1/saved-views": {
      saved_views: [
        { id: "v1", name: "Unsure vests", search: "class=vest&confidence_below=0.3", saved_at: window.from },
      ],
    },
  };

  test("a view leads to its filters", async () => {
    const { user, address } = renderApp("/inferences", views);

    await user.click(await screen.findByRole("button", { name: "Saved views" }));
    await user.click(await screen.findByRole("button", { name: "Unsure vests", hidden: true }));

    expect(address()).toBe("/inferences?class=vest&confidence_below=0.3");
    await screen.findByRole("button", { name: "Filter: Class vest. Edit" });
  });

  test("filters and time are kept under a name, what is opened is not", async () => {
    const { user } = renderApp("/inferences?range=24h&is_error=true&inference=x", {
      ...views,
      "POST /api/v1/saved-views": { id: "v2", name: "Errors", search: "", saved_at: window.from },
    });

    await user.click(await screen.findByRole("button", { name: "Saved views" }));
    await user.type(await screen.findByRole("textbox", { name: "Name of the view", hidden: true }), " Errors{Enter}");

    await waitFor(() => expect(callsOf("POST /api/v1/saved-views")).toHaveLength(1));
    expect(await callsOf("POST /api/v1/saved-views")[0]?.json()).toEqual({
      name: "Errors",
      search: "range=24h&is_error=true",
    });
    await waitFor(() => expect(callsOf("GET /api/v1/saved-views")).toHaveLength(2));
  });

  test("a view can be forgotten", async () => {
    const { user } = renderApp("/inferences", { ...views, "DELETE /api/v1/saved-views/v1": null });

    await user.click(await screen.findByRole("button", { name: "Saved views" }));
    await user.click(await screen.findByRole("button", { name: "Forget Unsure vests", hidden: true }));

    await waitFor(() => expect(callsOf("DELETE /api/v1/saved-views/v1")).toHaveLength(1));
  });
});
