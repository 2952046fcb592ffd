import { expect, test } from "vitest";
import { anInference } from "../../testing/samples";
import { boxOf, countedPredictions, frameOf } from "./predictions";

test("a box is drawn around its centre", () => {
  expect(boxOf({ class: "helmet", confidence: 0.9, x: 320.5, y: 241, width: 80, height: 120 })).toEqual({
    left: 280.5,
    top: 181,
    width: 80,
    height: 120,
  });
});

test("a prediction without a box draws none", () => {
  expect(boxOf({ class: "defect", confidence: 0.9 })).toBeNull();
});

test("where the answer chose a class, only that class counts", () => {
  const predictions = [
    { class: "defect", confidence: 0.81 },
    { class: "ok", confidence: 0.19 },
  ];

  expect(countedPredictions(anInference({ top: "defect", predictions }))).toEqual([predictions[0]]);
  expect(countedPredictions(anInference({ top: null, predictions }))).toEqual(predictions);
});

test("an answer that does not say how large the image was is framed by its boxes", () => {
  const frame = frameOf(anInference({ image: null }));

  expect(frame?.width).toBeCloseTo(360 * 1.05);
  expect(frame?.height).toBeCloseTo(300 * 1.05);
});
