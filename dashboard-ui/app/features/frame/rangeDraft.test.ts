import { expect, test } from "vitest";
import { draftOf, momentsOf } from "./rangeDraft";

test("days and times are those of the browser's zone", () => {
  const moments = momentsOf({ days: ["2026-11-20", "2026-11-21"], fromTime: "08:30", untilTime: "17:00" });

  expect(moments?.from.toISOString()).toBe("2026-11-20T07:30:00.000Z");
  expect(moments?.until.toISOString()).toBe("2026-11-21T16:00:00.000Z");
});

test("a range until midnight contains its last day whole", () => {
  const moments = momentsOf({ days: ["2026-11-20", "2026-11-20"], fromTime: "00:00", untilTime: "00:00" });

  expect(moments?.until.toISOString()).toBe("2026-11-20T23:00:00.000Z");
});

test.each([
  { days: ["2026-11-20", null], fromTime: "", untilTime: "" } as const,
  { days: ["2026-11-20", "2026-11-20"], fromTime: "12:00", untilTime: "11:00" } as const,
])("what is not two moments in order cannot be shown yet: %o", (draft) => {
  expect(momentsOf({ ...draft, days: [draft.days[0], draft.days[1]] })).toBeNull();
});

test("the form starts with what is shown", () => {
  const draft = draftOf(new Date("2026-11-20T07:30:00Z"), new Date("2026-11-21T16:00:00Z"));

  expect(draft).toEqual({ days: ["2026-11-20", "2026-11-21"], fromTime: "08:30", untilTime: "17:00" });
});
