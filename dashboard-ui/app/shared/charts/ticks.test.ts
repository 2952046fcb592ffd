import { expect, test } from "vitest";
import { ticksOf } from "./ticks";

function buckets(from: string, seconds: number, count: number): Date[] {
  return Array.from({ length: count }, (_, index) => new Date(Date.parse(from) + index * seconds * 1_000));
}

test("hours of a week are labelled at local midnights", () => {
  const ticks = ticksOf(buckets("2026-11-16T10:00:00Z", 3_600, 168), 8);

  expect(ticks.map((tick) => tick.label)).toEqual([
    "Tue 17",
    "Wed 18",
    "Thu 19",
    "Fri 20",
    "Sat 21",
    "Sun 22",
    "Mon 23",
  ]);
  expect(ticks[0]?.index).toBe(13);
});

test("midnights stay midnights when the clocks change", () => {
  const ticks = ticksOf(buckets("2026-10-23T22:00:00Z", 3_600, 96), 4);

  // From the 25th on, midnight in Berlin is 23:00 in UTC.
  expect(ticks.map((tick) => tick.index)).toEqual([24, 49, 73]);
});

test("minutes of an hour are labelled by the clock", () => {
  const ticks = ticksOf(buckets("2026-11-23T09:31:00Z", 60, 60), 6);

  expect(ticks.map((tick) => tick.label)).toEqual(["10:40", "10:50", "11:00", "11:10", "11:20", "11:30"]);
});

test.each([2, 4, 9])("never more labels than %s fit", (most) => {
  for (const count of [60, 168, 400]) {
    expect(ticksOf(buckets("2026-01-03T10:00:00Z", 86_400, count), most).length).toBeLessThanOrEqual(most + 1);
  }
});

test("nothing has no ticks", () => {
  expect(ticksOf([], 5)).toEqual([]);
});
