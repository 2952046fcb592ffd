import { screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { callsOf, lastQuery, problem } from "../testing/answers";
import { renderApp } from "../testing/renderApp";
import { aClass, aFigure, aModel, anOverview, theBreakdown, theClasses, theModels } from "../testing/samples";

const versions = theModels(
  aModel({ model_id: "hard-hat/3", version: "3" }),
  aModel({ model_id: "hard-hat/4", version: "4", average_confidence: aFigure(0.7, 0.8) }),
);

test("a model's page asks for all versions, and a version's page for that one", async () => {
  const { user, address } = renderApp("/models/hard-hat", { "GET /api/v1/models": versions });

  await screen.findByRole("heading", { name: "hard-hat" });
  expect(lastQuery("GET /api/v1/overview").get("project")).toBe("hard-hat");
  expect(lastQuery("GET /api/v1/overview").has("version")).toBe(false);

  await user.selectOptions(await screen.findByRole("combobox", { name: "Version" }), "Version 4");

  expect(address()).toBe("/models/hard-hat/4");
  await screen.findByRole("heading", { name: "hard-hat/4" });
  expect(lastQuery("GET /api/v1/overview").get("version")).toBe("4");
  expect(lastQuery("GET /api/v1/classes").get("version")).toBe("4");
});

test("all inferences of the model are a link away, in the same time", async () => {
  renderApp("/models/hard-hat/3?range=24h");

  const link = await screen.findByRole("link", { name: "See all inferences" });

  expect(link.getAttribute("href")).toBe("/inferences?range=24h&model_id=hard-hat%2F3");
});

test("all inferences of all versions are found by project", async () => {
  renderApp("/models/hard-hat");

  const link = await screen.findByRole("link", { name: "See all inferences" });

  expect(link.getAttribute("href")).toBe("/inferences?project=hard-hat");
});

test("classes stand with detections, share and confidence, the most frequent first", async () => {
  renderApp("/models/hard-hat/3", {
    "GET /api/v1/classes": theClasses(
      aClass("head", { predictions: aFigure(20, 25), share: aFigure(0.2, 0.25) }),
      aClass("helmet", { predictions: aFigure(80, 75), share: aFigure(0.8, 0.75) }),
    ),
  });

  const table = await screen.findByRole("table", { name: "Classes" });
  await within(table).findByText("helmet");
  const first = within(table).getAllByRole("row")[1] as HTMLElement;
  expect(within(first).getByText("helmet")).toBeDefined();
  expect(within(first).getByText("80")).toBeDefined();
  expect(within(first).getByText("80.0 %")).toBeDefined();
  expect(within(first).getByText("0.900")).toBeDefined();
});

test("the threshold says how many predictions lie below it, and the address keeps it", async () => {
  const bins = Array(20).fill(0);
  bins[3] = 10;
  bins[18] = 30;
  const { user, address } = renderApp("/models/hard-hat/3?threshold=0.15", {
    "GET /api/v1/overview": anOverview({ confidence_histogram: bins }),
  });

  const panel = await screen.findByRole("region", { name: "Confidence of predictions" });
  expect(within(panel).getByRole("status").textContent).toBe("0 of 40 predictions (0 %) lie below 0.15");

  within(panel).getByRole("slider", { name: "Threshold of confidence" }).focus();
  await user.keyboard("{ArrowRight}");

  expect(within(panel).getByRole("status").textContent).toBe("10 of 40 predictions (25.0 %) lie below 0.20");
  expect(address()).toBe("/models/hard-hat/3?threshold=0.20");
});

test("the histogram can be read as a table, against the time before", async () => {
  const bins = Array(20).fill(0);
  const { user } = renderApp("/models/hard-hat/3", {
    "GET /api/v1/overview": anOverview({
      confidence_histogram: bins.with(18, 30).with(19, 10),
      previous_confidence_histogram: bins.with(18, 5),
    }),
  });

  await user.click(await screen.findByRole("button", { name: "Show Confidence of predictions as table" }));

  const rows = within(screen.getByRole("region", { name: "Confidence of predictions as table" })).getAllByRole("row");
  expect(rows[19]?.textContent).toBe("0.90 – 0.9575.0 %100 %");
});

test("versions stand side by side, in the chart and in the table", async () => {
  const { user } = renderApp("/models/hard-hat/3?tab=versions", { "GET /api/v1/models": versions });

  const table = await screen.findByRole("table", { name: "Versions" });
  expect((await within(table).findAllByRole("link")).map((link) => link.textContent)).toEqual([
    "hard-hat/3",
    "hard-hat/4",
  ]);
  await user.click(screen.getByRole("radio", { name: "Confidence" }));

  const chart = screen.getByRole("region", { name: "Confidence by version" });
  expect(
    within(chart)
      .getAllByRole("listitem")
      .map((item) => item.textContent),
  ).toEqual(["Version 3", "Version 4"]);
  expect(lastQuery("GET /api/v1/models").get("project")).toBe("hard-hat");
});

test("devices of the model lead to what they asked of it", async () => {
  renderApp("/models/hard-hat/3?tab=devices");

  const table = await screen.findByRole("table", { name: "Devices" });
  const link = await within(table).findByRole("link", { name: "line-3" });

  expect(link.getAttribute("href")).toBe("/inferences?model_id=hard-hat%2F3&device_id=line-3");
  expect(lastQuery("GET /api/v1/devices").get("project")).toBe("hard-hat");
});

test("figures by a metadata field name those without it, and a value leads to its inferences", async () => {
  renderApp("/models/hard-hat/3?tab=metadata", {
    "GET /api/v1/metadata/fields": {
      window: anOverview().window,
      inferences: 200,
      fields: [{ name: "camera_location", types: ["text"], inferences: 150, values: [] }],
    },
    "GET /api/v1/metadata/breakdown": theBreakdown(
      "camera_location",
      { value: "gate", average_confidence: 0.91 },
      { value: null, requests: 50, average_confidence: null },
    ),
  });

  const table = await screen.findByRole("table", { name: "Figures by camera_location" });
  const link = await within(table).findByRole("link", { name: "gate" });
  expect(link.getAttribute("href")).toBe("/inferences?model_id=hard-hat%2F3&metadata.camera_location=gate");
  expect(within(table).getByText("Without the field").closest("a")).toBeNull();
  expect(lastQuery("GET /api/v1/metadata/breakdown").get("field")).toBe("camera_location");
});

test("a model that did not answer says so and keeps its name", async () => {
  renderApp("/models/hard-hat/9", {
    "GET /api/v1/overview": anOverview({ requests: aFigure(0, 0) }),
    "GET /api/v1/classes": theClasses(),
  });

  expect(await screen.findByRole("heading", { name: "hard-hat/9 did not answer in the last 7 days" })).toBeDefined();
  expect(screen.getByRole("heading", { name: "hard-hat/9" })).toBeDefined();
});

test("figures of a model that cannot be loaded can be tried again", async () => {
  const { user } = renderApp("/models/hard-hat/3", { "GET /api/v1/overview": problem(503, "It did not answer.") });

  const alert = await screen.findByRole("alert");
  expect(alert.textContent).toContain("The figures of hard-hat/3 could not be loaded.");
  const before = callsOf("GET /api/v1/overview").length;
  await user.click(within(alert).getByRole("button", { name: "Try again" }));

  expect(callsOf("GET /api/v1/overview").length).toBe(before + 1);
});

test("pointing at a model loads what its page shows first", async () => {
  const { user } = renderApp("/models", { "GET /api/v1/models": versions });

  await user.hover(await screen.findByText("hard-hat/4"));

  expect(lastQuery("GET /api/v1/overview").get("version")).toBe("4");
});

test("a workspace that never had an inference waits for the first one, and shows it when it is there", async () => {
  renderApp("/", {
    "GET /api/v1/overview": (() => {
      let asked = 0;
      return () => Response.json(anOverview(asked++ === 0 ? { requests: aFigure(0, 0) } : {}));
    })(),
    "GET /api/v1/models": theModels(),
  });

  expect(await screen.findByText(/Waiting for the first inference/)).toBeDefined();
  expect(await screen.findByText("12,840")).toBeDefined();
});

test("an empty window points at the last time that anything came", async () => {
  renderApp("/", {
    "GET /api/v1/overview": anOverview({ requests: aFigure(0, 0) }),
    "GET /api/v1/models": theModels(aModel({ last_seen_at: "2026-10-01T10:00:00Z" })),
  });

  const link = await screen.findByRole("link", { name: "Show the time until then" });

  expect(link.getAttribute("href")).toContain("until=2026-10-01T10%3A01%3A00.000Z");
});
