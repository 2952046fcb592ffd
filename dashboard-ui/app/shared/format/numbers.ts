/** What stands where there is no value. Never 0: nothing measured is not a measurement. */
export const NOTHING = "–";

const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const millions = new Intl.NumberFormat("en-US", { minimumFractionDigits: 1, maximumFractionDigits: 2 });

/** 12,840 — and 1.2 M above a million, where {@link exactCount} goes to the tooltip. */
export function formatCount(value: number | null | undefined): string {
  if (value == null) {
    return NOTHING;
  }
  if (Math.abs(value) >= 1_000_000_000) {
    return `${millions.format(value / 1_000_000_000)} B`;
  }
  return Math.abs(value) >= 1_000_000 ? `${millions.format(value / 1_000_000)} M` : whole.format(value);
}

export function exactCount(value: number | null | undefined): string {
  return value == null ? NOTHING : whole.format(value);
}

/** 0.873 */
export function formatConfidence(value: number | null | undefined): string {
  return value == null ? NOTHING : value.toFixed(3);
}

/** Seconds as people read them: 31 ms, 1.24 s. */
export function formatSeconds(seconds: number | null | undefined): string {
  if (seconds == null) {
    return NOTHING;
  }
  if (seconds >= 1) {
    return `${seconds.toFixed(2)} s`;
  }
  const milliseconds = seconds * 1_000;
  return milliseconds >= 10 || milliseconds === 0 ? `${milliseconds.toFixed(0)} ms` : `${milliseconds.toFixed(1)} ms`;
}

/** A share of 1 as per cent: 0.7 %, 42 %. Small shares keep a digit that is not 0. */
export function formatShare(share: number | null | undefined): string {
  if (share == null) {
    return NOTHING;
  }
  const percent = share * 100;
  if (percent === 0 || Math.abs(percent) >= 100) {
    return `${percent.toFixed(0)} %`;
  }
  if (Math.abs(percent) < 0.01) {
    return "< 0.01 %";
  }
  return `${percent.toFixed(Math.abs(percent) < 1 ? 2 : 1)} %`;
}

const BYTES = ["B", "kB", "MB", "GB", "TB", "PB"];

/** "12.4 GB", in powers of ten as disks are sold. */
export function formatBytes(bytes: number | null | undefined): string {
  if (bytes == null) {
    return NOTHING;
  }
  const power = Math.min(BYTES.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${(bytes / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${BYTES[power]}`;
}

/** The number as it came, for tooltips, copies and machines. */
export function exact(value: number | null | undefined): string {
  return value == null ? "" : String(value);
}

/** "1 inference", "2 inferences", "12,840 inferences" */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
