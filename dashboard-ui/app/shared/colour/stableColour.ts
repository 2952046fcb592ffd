/**
 * Twelve hues chosen by search: any two stay apart for people with full sight, protanopia, deuteranopia and tritanopia,
 * and all show on white, on black and on photographs.
 */
export const HUES = [
  "#3b82c4",
  "#d55e00",
  "#009e73",
  "#aa3377",
  "#d9c23a",
  "#5b5bd6",
  "#ee6677",
  "#66ccee",
  "#8c564b",
  "#8fb339",
  "#b07aa1",
  "#f09a9f",
] as const;

/** The colour of a class or model: by its name alone, so that it is the same in table, chart and box, today and tomorrow. */
export function stableColour(name: string): string {
  // FNV-1a, then folded: neighbouring names ("line-1", "line-2") must not get neighbouring hues.
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index++) {
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  }
  hash ^= hash >>> 15;
  return HUES[(hash >>> 0) % HUES.length] ?? HUES[0];
}

/** Black or white, whichever can be read on the hue. */
export function inkOn(hue: string): "#000000" | "#ffffff" {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(hue.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 ? "#ffffff" : "#000000";
}
