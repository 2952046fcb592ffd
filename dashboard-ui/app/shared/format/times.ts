const LOCALE = "en-GB";

const full = new Intl.DateTimeFormat(LOCALE, {
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});
const dayAndTime = new Intl.DateTimeFormat(LOCALE, {
  weekday: "short",
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
});
const shortDayAndTime = new Intl.DateTimeFormat(LOCALE, {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
});
const clock = new Intl.DateTimeFormat(LOCALE, { hour: "2-digit", minute: "2-digit" });
const clockWithSeconds = new Intl.DateTimeFormat(LOCALE, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const day = new Intl.DateTimeFormat(LOCALE, { weekday: "short", day: "numeric", month: "short" });
const weekday = new Intl.DateTimeFormat(LOCALE, { weekday: "short", day: "numeric" });
const date = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "short" });
const dateAndYear = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "short", year: "numeric" });

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The IANA name of the zone that all times are shown in: the browser's. */
export function timeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** "Europe/Berlin (GMT+1)": how the zone is named, once a page. */
export function timeZoneLabel(at: Date): string {
  const offset = new Intl.DateTimeFormat("en-US", { timeZoneName: "shortOffset" })
    .formatToParts(at)
    .find((part) => part.type === "timeZoneName")?.value;
  const zone = timeZone();
  return offset === undefined || offset === zone || zone === "UTC" ? zone : `${zone} (${offset})`;
}

/** "Mon, 23 Nov 2026, 10:00:00" */
export function formatFull(at: string | Date): string {
  return full.format(new Date(at));
}

/** "10:00:00" today, "23 Nov, 10:00" otherwise. */
export function formatMoment(at: string | Date, now: Date): string {
  const moment = new Date(at);
  return moment.toDateString() === now.toDateString()
    ? clockWithSeconds.format(moment)
    : shortDayAndTime.format(moment);
}

/** "23 Nov 2026" */
export function formatDate(at: string | Date): string {
  return dateAndYear.format(new Date(at));
}

export function formatClock(at: Date): string {
  return clock.format(at);
}

/** "Mon 23" */
export function formatWeekday(at: Date): string {
  return weekday.format(at);
}

export function formatShortDate(at: Date): string {
  return date.format(at);
}

/** The span of a bucket in words: "Mon 23 Nov, 10:00 – 11:00", or the day alone for buckets of a day. */
export function formatBucket(at: Date, bucketSeconds: number): string {
  if (bucketSeconds >= DAY) {
    return day.format(at);
  }
  return `${dayAndTime.format(at)} – ${clock.format(new Date(at.getTime() + bucketSeconds * 1_000))}`;
}

/** "16 Nov, 10:00 – 23 Nov, 10:00" */
export function formatWindow(from: Date, until: Date): string {
  return `${shortDayAndTime.format(from)} – ${
    from.toDateString() === until.toDateString() ? clock.format(until) : shortDayAndTime.format(until)
  }`;
}

/** "12 s ago", "3 min ago", "2 h ago", "5 days ago". A clock that is a little ahead of ours does not make a future. */
export function formatAge(at: string | Date, now: Date): string {
  const seconds = Math.max(0, Math.round((now.getTime() - new Date(at).getTime()) / 1_000));
  if (seconds < 5) {
    return "just now";
  }
  return `${formatSpan(seconds)} ago`;
}

/** "45 s", "15 min", "6 h", "7 days" */
export function formatSpan(seconds: number): string {
  if (seconds < MINUTE) {
    return `${Math.round(seconds)} s`;
  }
  if (seconds < HOUR) {
    return `${Math.round(seconds / MINUTE)} min`;
  }
  if (seconds < 2 * DAY) {
    return `${Math.round(seconds / HOUR)} h`;
  }
  return `${Math.round(seconds / DAY)} days`;
}

/** "per minute", "per 15 minutes", "per hour", "per 6 hours", "per day" */
export function formatStep(bucketSeconds: number): string {
  const units: [number, string][] = [
    [DAY, "day"],
    [HOUR, "hour"],
    [MINUTE, "minute"],
  ];
  for (const [length, name] of units) {
    if (bucketSeconds >= length) {
      const count = Math.round(bucketSeconds / length);
      return count === 1 ? `per ${name}` : `per ${count} ${name}s`;
    }
  }
  return `per ${bucketSeconds} s`;
}
