import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { callsOf, problem } from "../testing/answers";
import { renderApp } from "../testing/renderApp";
import { aDevice, aFigure, aModel, anInference, theInferences, theModels } from "../testing/samples";

const models = theModels(
  aModel({
    model_id: "busy/1",
    project: "busy",
    version: "1",
    requests: aFigure(300),
    average_confidence: aFigure(0.6),
  }),
  aModel({ model_id: "calm/1", requests: aFigure(20), average_confidence: aFigure(0.9) }),
  aModel({ model_id: "mute/1", requests: aFigure(100), average_confidence: aFigure(null) }),
);

async function firstCells(table: string): Promise<(string | null)[]> {
  const rows = within(await screen.findByRole("table", { name: table })).getAllByRole("link");
  return rows.map((link) => link.textContent);
}

test("models stand by requests, and by what one clicks, unknown last either way", async () => {
  const { user, address } = renderApp("/models", { "GET /api/v1/models": models });
  await screen.findByText("busy/1");
  expect(await firstCells("Models")).toEqual(["busy/1", "mute/1", "calm/1"]);

  await user.click(screen.getByRole("button", { name: "Confidence" }));

  expect(await firstCells("Models")).toEqual(["calm/1", "busy/1", "mute/1"]);
  expect(address()).toBe("/models?sort=-confidence");

  await user.click(screen.getByRole("button", { name: "Confidence" }));

  expect(await firstCells("Models")).toEqual(["busy/1", "calm/1", "mute/1"]);
});

test("words narrow the models, and the address keeps them", async () => {
  const { user, address } = renderApp("/models", { "GET /api/v1/models": models });

  await user.type(await screen.findByRole("searchbox", { name: "Find a model" }), "calm");

  expect(await firstCells("Models")).toEqual(["calm/1"]);
  expect(screen.getByText("1 model")).toBeDefined();
  expect(address()).toBe("/models?q=calm");
});

test("j, k and enter walk the rows and open one", async () => {
  const { user, address } = renderApp("/models?range=24h", { "GET /api/v1/models": models });
  await screen.findByText("busy/1");

  await user.keyboard("jjk{Enter}");

  expect(address()).toBe("/models/busy/1?range=24h");
});

test("g and a letter go to a page", async () => {
  const { user, address } = renderApp("/");
  await screen.findByRole("heading", { name: "Overview" });

  await user.keyboard("gd");

  expect(address()).toBe("/devices");
});

test("an inference opens beside the list, with its predictions, its fields and its metadata", async () => {
  const inference = anInference({ metadata: { camera: "c1" } });
  const { user, address } = renderApp("/inferences", {
    "GET /api/v1/inferences": theInferences(inference),
    [`GET /api/v1/inferences/${inference.inference_id}`]: inference,
  });

  const table = await screen.findByRole("table", { name: "Inferences" });
  await user.click((await within(table).findAllByRole("link"))[0] as HTMLElement);

  const panel = await screen.findByRole("dialog", { name: "Inference" });
  const predictions = await within(panel).findByRole("region", { name: "Predictions" });
  expect(predictions.textContent).toContain("helmet");
  expect(predictions.textContent).toContain("0.910");
  expect(within(panel).getByRole("region", { name: "Metadata" }).textContent).toBe("Metadatacamerac1");
  expect(address()).toBe(
    `/inferences?inference=${inference.inference_id}&at=${encodeURIComponent(inference.occurred_at)}`,
  );
});

test("older inferences are asked for from where the list ends, and looking back pauses it", async () => {
  const newest = anInference();
  const older = anInference({ inference_id: "older" });
  const { user, address } = renderApp("/inferences", {
    "GET /api/v1/inferences": (request: Request) =>
      Response.json(
        new URL(request.url).searchParams.get("cursor") === "next"
          ? theInferences(older)
          : { ...theInferences(newest), next_cursor: "next" },
      ),
  });

  await user.click(await screen.findByRole("button", { name: "Show older" }));

  await waitFor(() => expect(screen.getAllByRole("row")).toHaveLength(3));
  expect(new URL(callsOf("GET /api/v1/inferences")[0]?.url ?? "").searchParams.has("cursor")).toBe(false);
  expect(address()).toBe("/inferences?live=off");
});

test("an inference that predicted nothing has no confidence, and that is not 0", async () => {
  renderApp("/inferences", {
    "GET /api/v1/inferences": theInferences(
      anInference({ predictions: [], prediction_count: 0, average_confidence: null }),
    ),
  });

  const row = (await screen.findByText("Nothing predicted")).closest("tr") as HTMLElement;
  expect(within(row).getByTitle("Average over the predictions of this inference").textContent).toBe("–");
});

test("a device shows its state by word, and one that only beats has a row, too", async () => {
  const beat = {
    since: "2026-11-23T09:00:00Z",
    last_beat_at: "2026-11-23T09:59:30Z",
    interval_seconds: 60,
    servers: [],
  };
  renderApp("/devices", {
    "GET /api/v1/devices/states": {
      as_of: "2026-11-23T10:00:00Z",
      devices: [
        { device_id: "line-3", state: "OFFLINE", ...beat },
        { device_id: "spare", state: "NEW", ...beat },
      ],
    },
  });

  await screen.findByText("Offline");
  expect(await firstCells("Devices")).toEqual(["line-3", "spare"]);
  expect(screen.getByText("New")).toBeDefined();
});

test("when the states cannot be loaded the devices are shown all the same", async () => {
  renderApp("/devices", {
    "GET /api/v1/devices": { window: {}, devices: [aDevice({ device_id: "line-3" })] },
    "GET /api/v1/devices/states": problem(503, "The alert-service did not answer."),
  });

  expect((await screen.findByRole("alert")).textContent).toContain("Whether the devices live is not known right now.");
  expect(await firstCells("Devices")).toEqual(["line-3"]);
  expect(screen.getByText("Unknown")).toBeDefined();
});
