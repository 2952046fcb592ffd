import { screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { callsOf } from "../testing/answers";
import { renderApp } from "../testing/renderApp";
import { aSession } from "../testing/samples";

const PARTITION = {
  partition: 0,
  first_offset: 0,
  next_offset: 13_700,
  end_offset: 13_700,
  lag: 0,
  records: 13_700,
  rows: 13_690,
  copies: 9,
  dead_letters: 1,
  skipped: 0,
  lost: 0,
  double: 0,
};
const REPORT = {
  as_of: "2026-11-23T10:00:00Z",
  verdict: "exact",
  summary: "0 lost, 0 double among the 13,700 records that were compared with their rows.",
  lost: 0,
  double: 0,
  copies_24h: 9,
  dead_letters: 1,
  topics: [{ topic: "inferences", table: "inference", partitions: [PARTITION] }],
  rollups: [
    {
      rollup: "model_rollup_minute",
      checked_until: "2026-11-23T09:45:00Z",
      buckets_checked: 288,
      buckets_differing: 0,
      examples: [],
    },
  ],
  last_run_seconds: 0.68,
};
const LETTER = {
  topic: "inferences.dead-letters",
  partition: 0,
  offset: 4,
  at: "2026-11-23T09:00:00Z",
  reason: "Protocol message tag had invalid wire type.",
  key: "northwind/137d0dee",
  original_topic: "inferences",
  original_partition: 0,
  original_offset: 77,
  size_bytes: 12,
  headers: {},
  replayed_at: null,
  replayed_by: null,
};
const ANSWERS = {
  "GET /api/v1/operations/integrity": REPORT,
  "GET /api/v1/operations/dead-letters": { letters: [LETTER], next_cursor: null },
};

test("the settings say in words what was compared, and with which result", async () => {
  renderApp("/settings/integrity", ANSWERS);

  expect(await screen.findByText("Exact")).toBeDefined();
  expect(screen.getByText(REPORT.summary)).toBeDefined();
  const partitions = within(screen.getByRole("table", { name: "Log and rows" }));
  expect(partitions.getAllByRole("cell").map((cell) => cell.textContent)).toContain("13,690");
  const sums = within(screen.getByRole("table", { name: "Rows and sums" }));
  expect(sums.getAllByRole("cell").map((cell) => cell.textContent)).toContain("288");
});

test("a difference is said by word, and where it is", async () => {
  renderApp("/settings/integrity", {
    ...ANSWERS,
    "GET /api/v1/operations/integrity": {
      ...REPORT,
      verdict: "differs",
      lost: 3,
      topics: [{ topic: "inferences", table: "inference", partitions: [{ ...PARTITION, lost: 3 }] }],
    },
  });

  expect(await screen.findByText("Differs")).toBeDefined();
  const partitions = within(screen.getByRole("table", { name: "Log and rows" }));
  expect(partitions.getByText("3").tagName).toBe("STRONG");
});

test("an owner sends a dead letter again", async () => {
  const { user } = renderApp("/settings/integrity", {
    ...ANSWERS,
    "POST /api/v1/operations/dead-letters/replay": {
      replayed: [{ topic: LETTER.topic, partition: 0, offset: 4 }],
      refused: [],
      remaining: 0,
    },
  });

  await user.click(await screen.findByRole("button", { name: "Replay inferences.dead-letters/0/4" }));

  expect(await screen.findByText("1 letter sent again, 0 refused.")).toBeDefined();
  const sent = await callsOf("POST /api/v1/operations/dead-letters/replay")[0]?.json();
  expect(sent).toEqual({ all: null, letters: [{ topic: LETTER.topic, partition: 0, offset: 4 }] });
});

test("who is no owner sees the result, and no dead letters", async () => {
  renderApp("/settings/integrity", { ...ANSWERS, "GET /api/v1/session": { ...aSession, role: "viewer" } });

  expect(await screen.findByText("Exact")).toBeDefined();
  expect(screen.queryByRole("heading", { name: "Dead letters" })).toBeNull();
});

const SPENT = {
  level: "no_images",
  as_of: "2026-11-23T10:00:00Z",
  disk_free: 0.31,
  image_bytes: 1_960_000_000,
  image_budget_bytes: 2_000_000_000,
};

test("an owner is told on every page that there is no room for images, and finds how much is left", async () => {
  const { user } = renderApp("/", { ...ANSWERS, "GET /api/v1/operations/space": SPENT });

  await user.click(await screen.findByRole("link", { name: "See how much is left" }));

  expect(await screen.findByText("No images")).toBeDefined();
  expect(screen.getByText("31.0 %")).toBeDefined();
  expect(screen.getByText("Images, of 2.0 GB")).toBeDefined();
});

test("who cannot see to it is not told that room runs out", async () => {
  renderApp("/settings/integrity", {
    ...ANSWERS,
    "GET /api/v1/session": { ...aSession, role: "viewer" },
    "GET /api/v1/operations/space": SPENT,
  });

  expect(await screen.findByText("Exact")).toBeDefined();
  expect(screen.queryByText(/no room left for images/)).toBeNull();
  expect(callsOf("GET /api/v1/operations/space")).toHaveLength(0);
});
