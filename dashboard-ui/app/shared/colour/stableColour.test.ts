import { expect, test } from "vitest";
import { HUES, inkOn, stableColour } from "./stableColour";

type Triple = readonly [number, number, number];

// How colours look with full sight and with each kind of colour blindness (Machado et al. 2009, severity 1).
const SIGHTS: Readonly<Record<string, readonly [Triple, Triple, Triple]>> = {
  "full sight": [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function linear(hue: string): Triple {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(hue.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return [red, green, blue];
}

function dot(one: Triple, other: Triple): number {
  return one[0] * other[0] + one[1] * other[1] + one[2] * other[2];
}

/** Oklab: distances in it are differences as seen. */
function seen(hue: string, sight: readonly [Triple, Triple, Triple]): Triple {
  const light = linear(hue);
  const [red, green, blue] = sight.map((row) => Math.min(1, Math.max(0, dot(row, light)))) as unknown as Triple;
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const middle = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short,
    1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short,
    0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short,
  ];
}

test.each(Object.keys(SIGHTS))("any two hues can be told apart with %s", (name) => {
  const sight = SIGHTS[name];
  expect(sight).toBeDefined();
  if (sight === undefined) {
    return;
  }
  for (const one of HUES) {
    for (const other of HUES.filter((hue) => hue !== one)) {
      const distance = Math.hypot(...seen(one, sight).map((value, axis) => value - (seen(other, sight)[axis] ?? 0)));
      // 0.02 is what the eye just notices side by side.
      expect(distance, `${one} and ${other}`).toBeGreaterThan(0.04);
    }
  }
});

test("a name keeps its colour, whatever else is on the page", () => {
  expect(stableColour("helmet")).toBe("#8c564b");
  expect(stableColour("no-helmet")).toBe("#d9c23a");
});

test("names spread over all hues", () => {
  const hues = new Set(Array.from({ length: 200 }, (_, index) => stableColour(`class-${index}`)));

  expect(hues.size).toBe(HUES.length);
});

test("what is written on a hue can be read", () => {
  for (const hue of HUES) {
    const luminance = dot([0.2126, 0.7152, 0.0722], linear(hue));
    const contrast = inkOn(hue) === "#ffffff" ? 1.05 / (luminance + 0.05) : (luminance + 0.05) / 0.05;

    expect(contrast, hue).toBeGreaterThanOrEqual(4.5);
  }
});
