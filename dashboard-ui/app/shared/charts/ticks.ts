import { formatClock, formatShortDate, formatWeekday } from "../format/times";

export interface Tick {
  readonly index: number;
  readonly label: string;
  /** A new day (or month): drawn stronger. */
  readonly isMajor: boolean;
}

interface Step {
  /** Roughly, to choose by. */
  readonly seconds: number;
  /** Whether a line belongs at this moment, given the bucket before it. */
  starts(at: Date, before: Date): boolean;
}

const MINUTE = 60;
const DAY = 86_400;

const everyMinutes = (count: number): Step => ({
  seconds: count * MINUTE,
  starts: (at, before) => changed(at, before, (time) => Math.floor((time.getHours() * 60 + time.getMinutes()) / count)),
});
const everyDays = (count: number): Step => ({
  seconds: count * DAY,
  starts: (at, before) => changed(at, before, (time) => Math.floor(localDay(time) / count)),
});
// Day 0 is a Thursday.
const everyWeeks = (count: number): Step => ({
  seconds: count * 7 * DAY,
  starts: (at, before) => changed(at, before, (time) => Math.floor((localDay(time) + 3) / (7 * count))),
});
const everyMonths = (count: number): Step => ({
  seconds: count * 30 * DAY,
  starts: (at, before) =>
    changed(at, before, (time) => Math.floor((time.getFullYear() * 12 + time.getMonth()) / count)),
});
const RAREST = everyMonths(6);

const STEPS: readonly Step[] = [
  ...[1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720].map(everyMinutes),
  everyDays(1),
  everyDays(2),
  everyDays(3),
  everyWeeks(1),
  everyWeeks(2),
  everyMonths(1),
  everyMonths(3),
  RAREST,
];

/**
 * The buckets that get a label: at round local times — hours, midnights, Mondays, months — and never more than `most`.
 * Local times, because people compare days; hence by calendar and not by counting buckets, which would drift when
 * clocks change.
 */
export function ticksOf(instants: readonly Date[], most: number): Tick[] {
  const first = instants[0];
  const last = instants.at(-1);
  if (first === undefined || last === undefined) {
    return [];
  }
  const length = (last.getTime() - first.getTime()) / 1_000;
  const step = STEPS.find((candidate) => length / candidate.seconds <= most) ?? RAREST;
  const ticks: Tick[] = [];
  instants.forEach((at, index) => {
    const before = instants[index - 1];
    if (before !== undefined && step.starts(at, before)) {
      ticks.push(tickAt(index, at, before, step));
    }
  });
  return ticks;
}

function tickAt(index: number, at: Date, before: Date, step: Step): Tick {
  const isNewDay = changed(at, before, localDay);
  if (step.seconds >= 7 * DAY) {
    return { index, label: formatShortDate(at), isMajor: changed(at, before, (time) => time.getMonth()) };
  }
  if (step.seconds >= DAY) {
    return { index, label: formatWeekday(at), isMajor: at.getDay() === 1 };
  }
  return { index, label: isNewDay ? formatShortDate(at) : formatClock(at), isMajor: isNewDay };
}

function changed(at: Date, before: Date, of: (time: Date) => number): boolean {
  return of(at) !== of(before) || at.getTime() - before.getTime() > DAY * 1_000 * 31;
}

/** Days since the epoch on the local calendar. */
function localDay(time: Date): number {
  return Math.floor(Date.UTC(time.getFullYear(), time.getMonth(), time.getDate()) / (DAY * 1_000));
}
