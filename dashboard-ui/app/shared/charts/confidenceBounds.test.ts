import { expect, test } from "vitest";
import { confidenceBounds } from "./confidenceBounds";

test.each([
  [0.71, 0.85, [0.7, 0.9]],
  [0.83, 0.84, [0.7, 0.9]],
  [0.02, 0.05, [0, 0.2]],
  [0.95, 1, [0.8, 1]],
  [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, [0, 1]],
])("confidence from %s to %s is drawn between %o", (least, greatest, bounds) => {
  expect(confidenceBounds(least, greatest)).toEqual(bounds);
});
