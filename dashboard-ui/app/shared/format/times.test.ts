import { expect, test } from "vitest";
import { formatAge, formatBucket, formatMoment, formatStep, timeZoneLabel } from "./times";

const now = new Date("2026-11-23T10:00:00Z");

test.each([
  ["2026-11-23T10:00:03Z", "just now"],
  ["2026-11-23T09:59:48Z", "12 s ago"],
  ["2026-11-23T09:57:00Z", "3 min ago"],
  ["2026-11-22T20:00:00Z", "14 h ago"],
  ["2026-11-18T10:00:00Z", "5 days ago"],
])("%s was %s", (at, text) => {
  expect(formatAge(at, now)).toBe(text);
});

test("a moment of today shows its seconds, an older one its day", () => {
  expect(formatMoment("2026-11-23T09:00:05Z", now)).toBe("10:00:05");
  expect(formatMoment("2026-11-20T09:00:05Z", now)).toBe("20 Nov, 10:00");
});

test("a bucket says from when until when, a day only which", () => {
  expect(formatBucket(new Date("2026-11-23T09:00:00Z"), 3_600)).toBe("Mon 23 Nov, 10:00 – 11:00");
  expect(formatBucket(new Date("2026-11-22T23:00:00Z"), 86_400)).toBe("Mon 23 Nov");
});

test.each([
  [60, "per minute"],
  [900, "per 15 minutes"],
  [3_600, "per hour"],
  [21_600, "per 6 hours"],
  [86_400, "per day"],
])("buckets of %s seconds are %s", (seconds, text) => {
  expect(formatStep(seconds)).toBe(text);
});

test("the zone is named with its offset", () => {
  expect(timeZoneLabel(now)).toBe("Europe/Berlin (GMT+1)");
});
