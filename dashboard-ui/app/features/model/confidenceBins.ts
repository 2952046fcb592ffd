const DEFAULT_THRESHOLD = 0.5;

/** Each bin's share of all; empty where there is nothing to share. */
export function sharesOf(bins: readonly number[]): number[] {
  const all = bins.reduce((sum, count) => sum + count, 0);
  return all === 0 ? bins.map(() => 0) : bins.map((count) => count / all);
}

/** How many lie below a threshold that is the edge of a bin: exact. */
export function countBelow(bins: readonly number[], threshold: number): number {
  return bins.slice(0, Math.round(threshold * bins.length)).reduce((sum, count) => sum + count, 0);
}

/** The threshold that the address names, at the edge of a bin of 0.05. */
export function thresholdOf(text: string | null): number {
  const value = text === null ? Number.NaN : Number(text);
  return value >= 0 && value <= 1 ? Math.round(value * 20) / 20 : DEFAULT_THRESHOLD;
}
