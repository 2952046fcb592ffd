import { expect, test } from "vitest";
import {
  boundsOf,
  filterIds,
  filterOf,
  kindOf,
  phraseOf,
  textsOf,
  withBounds,
  withoutFilter,
  withoutFilters,
  withTexts,
} from "./filters";

const ADDRESS =
  "range=24h&device_id=line-1&device_id=li%27ne&confidence_below=0.3&class=helmet&inference=x&metadata.camera=c1&metadata_from.temperature=20";

test("filters are known from everything else in the address, in its order", () => {
  expect(filterIds(new URLSearchParams(ADDRESS))).toEqual([
    "device_id",
    "confidence",
    "class",
    "metadata.camera",
    "metadata.temperature",
  ]);
});

test("the API is asked for what the address says", () => {
  expect(filterOf(new URLSearchParams(ADDRESS))).toEqual({
    device_id: ["line-1", "li'ne"],
    confidence_below: ["0.3"],
    class: ["helmet"],
    "metadata.camera": ["c1"],
    "metadata_from.temperature": ["20"],
  });
});

test("a filter is edited in place and taken away without a trace", () => {
  const search = new URLSearchParams("class=helmet&device_id=line-1&device_id=line-2&tag=a");

  expect(withTexts(search, "device_id", ["line-3"]).toString()).toBe("class=helmet&device_id=line-3&tag=a");
  expect(withoutFilter(search, "device_id").toString()).toBe("class=helmet&tag=a");
  expect(withoutFilters(new URLSearchParams(ADDRESS)).toString()).toBe("range=24h&inference=x");
});

test("bounds come and go one by one", () => {
  const search = withBounds(new URLSearchParams(), "confidence", { from: 0.2, below: null });

  expect(search.toString()).toBe("confidence_from=0.2");
  expect(boundsOf(search, "confidence")).toEqual({ from: 0.2, below: null });
  expect(withBounds(search, "confidence", { from: null, below: 0.5 }).toString()).toBe("confidence_below=0.5");
  expect(withBounds(search, "metadata.temperature", { from: 20, below: 30 }).toString()).toBe(
    "confidence_from=0.2&metadata_from.temperature=20&metadata_below.temperature=30",
  );
});

test.each([
  ["device_id=line-1", "device_id", "Device", "line-1"],
  ["device_id=a&device_id=b", "device_id", "Device", "a or b"],
  ["device_id=a&device_id=b&device_id=", "device_id", "Device", "a or 2 others"],
  ["workflow_id=", "workflow_id", "Workflow", "(not given)"],
  ["class=helmet&confidence_below=0.3", "confidence", "Confidence of helmet", "below 0.3"],
  ["prediction_count_from=3&prediction_count_below=4", "prediction_count", "Number of predictions", "3"],
  ["prediction_count_below=4", "prediction_count", "Number of predictions", "at most 3"],
  ["inference_time_from=0.1", "inference_time", "Inference time", "at least 100 ms"],
  ["is_error=true", "is_error", "", "Failed"],
  ["metadata.camera=c1", "metadata.camera", "camera", "c1"],
  ["metadata_below.temperature=30", "metadata.temperature", "temperature", "below 30"],
])("%s reads as a sentence", (address, id, what, is) => {
  const kind = kindOf(id);
  expect(kind).toBeDefined();
  expect(kind && phraseOf(new URLSearchParams(address), kind)).toEqual({ what, is });
});

test("what an inference does not say can be asked for", () => {
  expect(textsOf(withTexts(new URLSearchParams(), "stream_id", [""]), "stream_id")).toEqual([""]);
});
