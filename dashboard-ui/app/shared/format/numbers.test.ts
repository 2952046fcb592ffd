import { expect, test } from "vitest";
import { formatConfidence, formatCount, formatSeconds, formatShare } from "./numbers";

test.each([
  [0, "0"],
  [12_840, "12,840"],
  [1_234_567, "1.23 M"],
  [2_500_000_000, "2.5 B"],
  [null, "–"],
])("%s requests read as %s", (value, text) => {
  expect(formatCount(value)).toBe(text);
});

test.each([
  [0.0312, "31 ms"],
  [0.0091, "9.1 ms"],
  [1.2401, "1.24 s"],
  [0, "0 ms"],
  [null, "–"],
])("%s seconds read as %s", (value, text) => {
  expect(formatSeconds(value)).toBe(text);
});

test.each([
  [0, "0 %"],
  [0.00004, "< 0.01 %"],
  [0.0041, "0.41 %"],
  [0.873, "87.3 %"],
  [1, "100 %"],
  [null, "–"],
])("a share of %s reads as %s", (value, text) => {
  expect(formatShare(value)).toBe(text);
});

test("confidence has three digits, and nothing is not 0", () => {
  expect(formatConfidence(0.8731)).toBe("0.873");
  expect(formatConfidence(null)).toBe("–");
});
