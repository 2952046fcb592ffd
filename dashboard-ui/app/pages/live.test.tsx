import { act, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { callsOf } from "../testing/answers";
import { listening, type StandInEvents } from "../testing/events";
import { renderApp } from "../testing/renderApp";

const OVERVIEW = "GET /api/v1/overview";
const TEN_SECONDS = 10_000;
let streams: readonly StandInEvents[];

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  streams = listening();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a page that is told what is stored asks for it then, and does not look in between", async () => {
  const stream = await openOverview();
  stream.isThere();
  const before = callsOf(OVERVIEW).length;

  await pass(3 * TEN_SECONDS);
  expect(callsOf(OVERVIEW).length).toBe(before);

  stream.says("stored");
  await waitFor(() => expect(callsOf(OVERVIEW).length).toBeGreaterThan(before));
});

test("however often something is stored, a page asks every five seconds", async () => {
  const stream = await openOverview();
  stream.isThere();
  stream.says("stored");
  await pass(100);
  const before = callsOf(OVERVIEW).length;

  for (let second = 0; second < 4; second++) {
    stream.says("stored");
    await pass(1_000);
  }
  expect(callsOf(OVERVIEW).length).toBe(before);

  await pass(2_000);
  expect(callsOf(OVERVIEW).length).toBeGreaterThan(before);
});

test("without the stream a page looks every ten seconds, and says so on the switch", async () => {
  const stream = await openOverview();
  stream.isRefused();
  const before = callsOf(OVERVIEW).length;

  await pass(TEN_SECONDS + 500);

  expect(callsOf(OVERVIEW).length).toBeGreaterThan(before);
  expect(screen.getByRole("switch", { name: "Live" }).dataset.told).toBeUndefined();
});

test("a stream that was refused is tried again after half a minute", async () => {
  const stream = await openOverview();
  stream.isRefused();

  await pass(3 * TEN_SECONDS + 500);

  expect(streams.length).toBe(2);
  streams[1]?.isThere();
  expect(screen.getByRole("switch", { name: "Live" }).dataset.told).toBe("true");
});

test("a page that is paused hangs up", async () => {
  const stream = await openOverview();
  stream.isThere();

  act(() => screen.getByRole("switch", { name: "Live" }).click());

  await waitFor(() => expect(stream.readyState).toBe(2));
  expect(streams.length).toBe(1);
});

async function openOverview(): Promise<StandInEvents> {
  renderApp("/");
  await screen.findByRole("switch", { name: "Live" });
  await waitFor(() => expect(callsOf(OVERVIEW).length).toBeGreaterThan(0));
  const stream = streams[0];
  if (stream === undefined) {
    throw new Error("nobody listens");
  }
  expect(stream.address).toBe("/api/v1/events");
  return stream;
}

async function pass(milliseconds: number) {
  await act(() => vi.advanceTimersByTimeAsync(milliseconds));
}
