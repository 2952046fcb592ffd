import dayjs from "dayjs";

/** A custom range while it is being chosen: local days and local times of day. */
export interface Draft {
  readonly days: [string | null, string | null];
  readonly fromTime: string;
  readonly untilTime: string;
}

export function draftOf(from: Date, until: Date): Draft {
  return {
    days: [dayjs(from).format("YYYY-MM-DD"), dayjs(until).format("YYYY-MM-DD")],
    fromTime: dayjs(from).format("HH:mm"),
    untilTime: dayjs(until).format("HH:mm"),
  };
}

/** The two moments, or null as long as they are not two moments in order. "Until 00:00" of a day is the end of that day. */
export function momentsOf(draft: Draft): { from: Date; until: Date } | null {
  const [first, last] = draft.days;
  if (first === null || last === null) {
    return null;
  }
  const from = dayjs(`${first}T${draft.fromTime || "00:00"}`);
  const isEndOfDay = draft.untilTime === "" || draft.untilTime === "00:00";
  const until = isEndOfDay ? dayjs(last).add(1, "day") : dayjs(`${last}T${draft.untilTime}`);
  return from.isValid() && until.isValid() && from.isBefore(until)
    ? { from: from.toDate(), until: until.toDate() }
    : null;
}
