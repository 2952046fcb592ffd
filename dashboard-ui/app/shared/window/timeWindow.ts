import { formatSpan, formatWindow } from "../format/times";

export const PRESETS = [
  { id: "1h", label: "Last hour", short: "1 h", seconds: 3_600 },
  { id: "24h", label: "Last 24 hours", short: "24 h", seconds: 86_400 },
  { id: "7d", label: "Last 7 days", short: "7 d", seconds: 7 * 86_400 },
  { id: "30d", label: "Last 30 days", short: "30 d", seconds: 30 * 86_400 },
  { id: "90d", label: "Last 90 days", short: "90 d", seconds: 90 * 86_400 },
] as const;

export type Preset = (typeof PRESETS)[number]["id"];

const DEFAULT_PRESET: Preset = "7d";

/** The half-open span `[from, until)` that a page shows. */
export interface TimeWindow {
  /** Null when the person chose two moments. */
  readonly preset: Preset | null;
  readonly from: Date;
  readonly until: Date;
}

/**
 * The window that the address names: `from` and `until` when both are moments in order, otherwise the preset `range`,
 * otherwise the last 7 days. A preset ends with the minute that `asOf` lies in, so that addresses of calls stay the
 * same within a minute.
 */
export function readWindow(search: URLSearchParams, asOf: Date): TimeWindow {
  const from = momentOf(search.get("from"));
  const until = momentOf(search.get("until"));
  if (from !== null && until !== null && from < until) {
    return { preset: null, from, until };
  }
  const range = search.get("range");
  const preset = PRESETS.find((candidate) => candidate.id === range)?.id ?? DEFAULT_PRESET;
  const end = new Date(Math.ceil(asOf.getTime() / 60_000) * 60_000);
  return { preset, from: new Date(end.getTime() - secondsOf(preset) * 1_000), until: end };
}

/** The address that shows a preset; the default is not spelled out. */
export function withPreset(search: URLSearchParams, preset: Preset): URLSearchParams {
  const next = without(search, "from", "until", "range");
  if (preset !== DEFAULT_PRESET) {
    next.set("range", preset);
  }
  return next;
}

/** The address that shows the span between two moments. */
export function withMoments(search: URLSearchParams, from: Date, until: Date): URLSearchParams {
  const next = without(search, "from", "until", "range");
  next.set("from", from.toISOString());
  next.set("until", until.toISOString());
  return next;
}

/** What stays in the address when another page is opened: which span is looked at, and whether it moves. */
export function keptSearch(search: URLSearchParams): string {
  const kept = new URLSearchParams();
  for (const name of ["range", "from", "until", "live", "compare"]) {
    const value = search.get(name);
    if (value !== null) {
      kept.set(name, value);
    }
  }
  const text = kept.toString();
  return text === "" ? "" : `?${text}`;
}

/** "Last 7 days" or "16 Nov, 10:00 – 17 Nov, 12:00" */
export function labelOf(window: TimeWindow): string {
  return PRESETS.find((preset) => preset.id === window.preset)?.label ?? formatWindow(window.from, window.until);
}

/** "the last 7 days", "this time" — to stand inside a sentence. */
export function phraseOf(window: TimeWindow): string {
  return window.preset === null ? "this time" : `the ${labelOf(window).toLowerCase()}`;
}

/** "vs previous 7 days" */
export function previousPhraseOf(window: TimeWindow): string {
  return `vs ${previousLabelOf(window)}`;
}

/** "previous 7 days" */
export function previousLabelOf(window: TimeWindow): string {
  return `previous ${formatSpan((window.until.getTime() - window.from.getTime()) / 1_000)}`;
}

function secondsOf(preset: Preset): number {
  return PRESETS.find((candidate) => candidate.id === preset)?.seconds ?? 0;
}

function momentOf(text: string | null): Date | null {
  const moment = text === null ? null : new Date(text);
  return moment === null || Number.isNaN(moment.getTime()) ? null : moment;
}

function without(search: URLSearchParams, ...names: string[]): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const name of names) {
    next.delete(name);
  }
  return next;
}
