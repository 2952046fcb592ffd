import { expect, test } from "vitest";
import { countBelow, sharesOf, thresholdOf } from "./confidenceBins";

const bins = Array.from({ length: 20 }, (_, bin) => bin);

test("what lies below a threshold is counted exactly at the edges of bins", () => {
  expect(countBelow(bins, 0)).toBe(0);
  expect(countBelow(bins, 0.15)).toBe(0 + 1 + 2);
  expect(countBelow(bins, 1)).toBe(190);
});

test("shares are of all, and nothing has none", () => {
  expect(sharesOf([1, 3])).toEqual([0.25, 0.75]);
  expect(sharesOf([0, 0])).toEqual([0, 0]);
});

test.each([
  [null, 0.5],
  ["0.62", 0.6],
  ["7", 0.5],
  ["much", 0.5],
])("the address %s means %s", (text, threshold) => {
  expect(thresholdOf(text)).toBeCloseTo(threshold, 9);
});
