/**
 * Where the axis of confidence ends: whole tenths around the values, an even number of them so that the middle is one,
 * too. Movement shows, and noise is not blown up to fill the chart.
 */
export function confidenceBounds(least: number, greatest: number): readonly [number, number] {
  if (!Number.isFinite(least) || !Number.isFinite(greatest)) {
    return [0, 1];
  }
  let floor = Math.max(0, Math.floor(least * 10));
  let ceiling = Math.min(10, Math.max(Math.ceil(greatest * 10), floor + 1));
  if ((ceiling - floor) % 2 === 1) {
    if (floor > 0) {
      floor -= 1;
    } else {
      ceiling += 1;
    }
  }
  return [floor / 10, ceiling / 10];
}
