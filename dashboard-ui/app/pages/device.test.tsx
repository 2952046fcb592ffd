import { screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { DeviceUsage } from "../api/types";
import { problem } from "../testing/answers";
import { renderApp } from "../testing/renderApp";
import { aDevice } from "../testing/samples";

const USAGE = "GET /api/v1/devices/line-3/usage";
const counts = { server: 3_806, told: 3_801, pending: 2, missing: 3 };

function aUsage(values: Partial<DeviceUsage> = {}): DeviceUsage {
  return {
    window: { from: "2026-11-16T10:00:00Z", until: "2026-11-23T10:00:00Z" },
    device_id: "line-3",
    counts,
    models: [{ model_id: "hard-hat/3", counts }],
    errors: [
      {
        resource_id: "hard-hat/3",
        category: "request",
        type: "RuntimeError",
        status: 500,
        message: "CUDA out of memory",
        count: 4,
        last_at: "2026-11-23T09:50:00Z",
      },
    ],
    streams: [
      {
        stream_id: "run-1",
        resources: ["hard-hat/3"],
        fps: 29.97,
        processed_fps: 12.5,
        frames: 1_200,
        source_duration: 40,
        errors: 0,
        started_at: "2026-11-23T09:00:00Z",
        last_at: "2026-11-23T09:50:00Z",
      },
    ],
    samples: [],
    ...values,
  };
}

function devices(values: Parameters<typeof aDevice>[0] = {}) {
  return { "GET /api/v1/devices": { window: {}, devices: [aDevice(values)] } };
}

test("a row of the devices leads to the device, and from there to its inferences", async () => {
  const { user, address } = renderApp("/devices?range=24h", { ...devices(), [USAGE]: aUsage() });
  const table = await screen.findByRole("table", { name: "Devices" });

  await user.click(await within(table).findByRole("link", { name: "line-3" }));
  await screen.findByRole("heading", { name: "line-3" });

  expect(address()).toBe("/devices/line-3?range=24h");
  await user.click(screen.getByRole("link", { name: "Its inferences" }));
  expect(address()).toBe("/inferences?range=24h&device_id=line-3");
});

test("what the server says stands beside what we were told", async () => {
  renderApp("/devices/line-3", { ...devices(), [USAGE]: aUsage() });

  const block = await screen.findByRole("region", { name: "Counted by its servers" });
  expect(await within(block).findByText("The server says", { selector: "dt" })).toBeDefined();
  expect(block.textContent).toContain("3,806");
  expect(block.textContent).toContain("3,801");
  expect(block.textContent).toContain("2 too new to have been reported");
});

test("errors by type and video streams with their frames per second are shown", async () => {
  renderApp("/devices/line-3", { ...devices(), [USAGE]: aUsage() });

  const errors = await screen.findByRole("table", { name: "Errors" });
  expect(await within(errors).findByText("RuntimeError")).toBeDefined();
  expect(errors.textContent).toContain("500");
  const streams = screen.getByRole("table", { name: "Video streams" });
  expect(streams.textContent).toContain("30.0");
  expect(streams.textContent).toContain("12.5");
});

test("the device says what it is, how wrong its clock is and how often it started", async () => {
  renderApp("/devices/line-3", {
    ...devices({ platform: "Linux aarch64", clock_skew: -180, restarts: 2 }),
    [USAGE]: aUsage(),
  });

  expect(await screen.findByText("Linux aarch64")).toBeDefined();
  expect(screen.getByText("3 min behind")).toBeDefined();
  expect(screen.getByText("Restarts").nextElementSibling?.textContent).toBe("2");
});

test("a device whose servers count nothing is told how they would", async () => {
  const none = { server: null, told: 10, pending: 0, missing: null };
  renderApp("/devices/line-3", {
    ...devices(),
    [USAGE]: aUsage({ counts: none, models: [], errors: [], streams: [] }),
  });

  expect(await screen.findByText(/METRICS_COLLECTOR_BASE_URL/)).toBeDefined();
  expect(screen.queryByRole("table", { name: "Video streams" })).toBeNull();
});

test("a device that nobody heard of leads to what came with the keys", async () => {
  renderApp("/devices/ghost", devices());

  expect(await screen.findByText(/Nothing was heard of this device/)).toBeDefined();
  expect(screen.getByRole("link", { name: "what came with each key" })).toBeDefined();
});

test("when the counts cannot be loaded the rest is shown all the same", async () => {
  renderApp("/devices/line-3", { ...devices(), [USAGE]: problem(503, "ClickHouse does not answer.") });

  expect((await screen.findByRole("alert")).textContent).toContain("What its servers counted could not be loaded.");
  expect(screen.getByText("Average confidence")).toBeDefined();
});
