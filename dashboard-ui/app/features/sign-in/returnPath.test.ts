import { expect, test } from "vitest";
import { returnPath } from "./returnPath";

test("signing in leads back to a page of ours", () => {
  expect(returnPath("/devices?range=24h")).toBe("/devices?range=24h");
});

test.each([null, "", "https://evil.example.com", "//evil.example.com", "/\\evil.example.com", "javascript:alert(1)"])(
  "and never anywhere else: %s",
  (wanted) => {
    expect(returnPath(wanted)).toBe("/");
  },
);
