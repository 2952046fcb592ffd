import { expect, test } from "vitest";
import { keptSearch, labelOf, previousPhraseOf, readWindow, withMoments, withPreset } from "./timeWindow";

const now = new Date("2026-11-23T10:00:30Z");
const read = (search: string) => readWindow(new URLSearchParams(search), now);

test("an address that names no range shows the last 7 days, up to the minute that is running", () => {
  const window = read("");

  expect(window.from.toISOString()).toBe("2026-11-16T10:01:00.000Z");
  expect(window.until.toISOString()).toBe("2026-11-23T10:01:00.000Z");
  expect(labelOf(window)).toBe("Last 7 days");
});

test("two moments in the address win over a preset", () => {
  const window = read("range=24h&from=2026-11-01T00:00:00Z&until=2026-11-02T12:00:00Z");

  expect(window.preset).toBeNull();
  expect(labelOf(window)).toBe("1 Nov, 01:00 – 2 Nov, 13:00");
  expect(previousPhraseOf(window)).toBe("vs previous 36 h");
});

test.each([
  "from=2026-11-02T00:00:00Z&until=2026-11-01T00:00:00Z",
  "from=never&until=2026-11-01T00:00:00Z",
  "range=2y",
])("an address that makes no sense shows the default: %s", (search) => {
  expect(read(search).preset).toBe("7d");
});

test("choosing a range takes the former one out of the address and leaves the rest", () => {
  const custom = withMoments(new URLSearchParams("range=24h&tab=devices"), now, new Date("2026-11-24T00:00:00Z"));

  expect(custom.get("range")).toBeNull();
  expect(withPreset(custom, "30d").toString()).toBe("tab=devices&range=30d");
  expect(withPreset(custom, "7d").toString()).toBe("tab=devices");
});

test("only what the window is made of goes along to another page", () => {
  expect(keptSearch(new URLSearchParams("range=24h&tab=devices&live=off&sort=-errors"))).toBe("?range=24h&live=off");
});
