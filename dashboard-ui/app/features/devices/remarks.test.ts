import { expect, test } from "vitest";
import { aFigure } from "../../testing/samples";
import { clockRemark, countRemark } from "./remarks";

test("a clock is called wrong only when it is, and in which direction", () => {
  expect(clockRemark(null)).toBeNull();
  expect(clockRemark(-1.4)).toBeNull();
  expect(clockRemark(12.2)).toBe("12 s ahead");
  expect(clockRemark(-180)).toBe("3 min behind");
});

test("a gap between what a server counted and what it reported is said with both numbers", () => {
  const counts = (inferences: number) => ({ inferences, errors: 0, streams: 0 });
  expect(countRemark({ requests: aFigure(3_801), server_counts: counts(3_806) })).toBe(
    "The server says 3,806, we were told 3,801; the last minute's may be on their way",
  );
  expect(countRemark({ requests: aFigure(3_801), server_counts: counts(3_801) })).toBeNull();
  expect(countRemark({ requests: aFigure(3_801), server_counts: null })).toBeNull();
});
