import type { Bucket, Overview } from "../../api/types";

/**
 * The buckets of the previous window in the places of this one's: each lies one window's length before the bucket that it
 * is held against, to the nearest bucket where days or hours do not fit into the window. Undefined where there is none.
 */
export function aligned(overview: Overview, previous: Overview): readonly (Bucket | undefined)[] {
  const shift = Date.parse(overview.window.from) - Date.parse(previous.window.from);
  const first = Date.parse(overview.series[0]?.at ?? overview.window.from);
  const step = overview.bucket_seconds * 1_000;
  const places: (Bucket | undefined)[] = overview.series.map(() => undefined);
  for (const bucket of previous.series) {
    const place = Math.round((Date.parse(bucket.at) + shift - first) / step);
    if (place >= 0 && place < places.length) {
      places[place] = bucket;
    }
  }
  return places;
}
