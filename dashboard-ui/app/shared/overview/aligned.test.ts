import { expect, test } from "vitest";
import { aBucket, anOverview } from "../../testing/samples";
import { aligned } from "./aligned";

test("a bucket stands where the one a window's length later is", () => {
  const previous = anOverview({
    window: anOverview().previous_window,
    series: [aBucket({ at: "2026-11-09T11:00:00Z", requests: 7 })],
  });

  expect(aligned(anOverview(), previous).map((bucket) => bucket?.requests)).toEqual([undefined, 7, undefined]);
});

test("buckets that do not fit into the window stand in the nearest place, and none beyond the last", () => {
  const previous = anOverview({
    window: anOverview().previous_window,
    series: [
      aBucket({ at: "2026-11-09T10:20:00Z", requests: 1 }),
      aBucket({ at: "2026-11-09T13:20:00Z", requests: 2 }),
    ],
  });

  expect(aligned(anOverview(), previous).map((bucket) => bucket?.requests)).toEqual([1, undefined, undefined]);
});
