// How much JavaScript the first view loads: what the page itself asks for, and the charts that follow at once.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const FIRST_VIEW = ["index.html", "app/shared/charts/TimeChart.tsx"];
const MOST_KILOBYTES = 250;

/** Fails when the built pages in the folder are heavier than promised. */
export function checkWeight(folder) {
  const chunks = JSON.parse(readFileSync(join(folder, ".vite/manifest.json"), "utf8"));
  const files = new Set();
  for (const source of FIRST_VIEW) {
    collect(chunks, source, files);
  }
  const kilobytes = [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0) / 1000;
  const told = `${kilobytes.toFixed(1)} kB of JavaScript, gzipped, for the first view (${[...files].join(", ")})`;
  if (kilobytes > MOST_KILOBYTES) {
    throw new Error(`${told}; at most ${MOST_KILOBYTES} kB`);
  }
  console.log(told);
}

function collect(chunks, source, files) {
  const chunk = chunks[source];
  if (chunk === undefined) {
    throw new Error(`the build has no ${source}`);
  }
  if (!files.has(chunk.file)) {
    files.add(chunk.file);
    for (const needed of chunk.imports ?? []) {
      collect(chunks, needed, files);
    }
  }
}
