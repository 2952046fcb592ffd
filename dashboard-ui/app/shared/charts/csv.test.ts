import { expect, test } from "vitest";
import { timesAsCsv } from "./ChartPanel";

test("a copied chart has exact numbers, moments in UTC, and nothing where there is nothing", () => {
  const csv = timesAsCsv(
    [new Date("2026-11-23T10:00:00Z"), new Date("2026-11-23T11:00:00Z")],
    [
      { name: "Average confidence", kind: "line", colour: "data-confidence", values: [0.87312, null] },
      { name: 'Requests, "all"', kind: "bars", colour: "data-requests", values: [12, 0] },
    ],
  );

  expect(csv).toBe(
    'at,Average confidence,"Requests, ""all"""\n2026-11-23T10:00:00.000Z,0.87312,12\n2026-11-23T11:00:00.000Z,,0',
  );
});
