import { expect, test } from "vitest";
import { changeOf } from "./change";

test.each([
  ["nothing before", { value: 5, previous: 0, change: null }, "new"],
  ["no value before", { value: 0.9, previous: null, change: null }, "new"],
  ["nothing now and before", { value: 0, previous: 0, change: null }, "–"],
  ["no value now", { value: null, previous: 0.9, change: null }, "–"],
  ["all gone", { value: 0, previous: 10, change: -1 }, "100 %"],
  ["the same", { value: 10, previous: 10, change: 0 }, "0 %"],
  ["a little", { value: 1.004, previous: 1, change: 0.004 }, "0.4 %"],
  ["thirteen times as much", { value: 130, previous: 10, change: 12 }, "× 13"],
])("%s reads as %s", (_name, figure, text) => {
  expect(changeOf(figure, "up").text).toBe(text);
});

test("whether a move is good depends on the figure", () => {
  const down = { value: 0.8, previous: 0.9, change: -0.111 };

  expect(changeOf(down, "up").tone).toBe("bad");
  expect(changeOf(down, "down").tone).toBe("good");
  expect(changeOf(down, "neither").tone).toBe("neutral");
});
