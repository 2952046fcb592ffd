import type { Inference, Prediction } from "../../api/types";

/** What counts as this inference's predictions: all of them, or only the chosen class where the answer chose one. */
export function countedPredictions(inference: Inference): readonly Prediction[] {
  const { top, predictions } = inference;
  return top == null || top === "" ? predictions : predictions.filter((prediction) => prediction.class === top);
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The box in pixels from the top left; null for a prediction without one. On the wire x and y are its centre. */
export function boxOf(prediction: Prediction): Box | null {
  const { x, y, width, height } = prediction;
  return x == null || y == null || width == null || height == null
    ? null
    : { left: x - width / 2, top: y - height / 2, width, height };
}

/** The size of the picture that boxes are drawn in; guessed from the boxes when the answer did not say. */
export function frameOf(inference: Inference): { width: number; height: number } | null {
  if (inference.image != null && inference.image.width > 0 && inference.image.height > 0) {
    return { width: inference.image.width, height: inference.image.height };
  }
  const boxes = inference.predictions.map(boxOf).filter((box) => box !== null);
  if (boxes.length === 0) {
    return null;
  }
  return {
    width: Math.max(...boxes.map((box) => box.left + box.width)) * 1.05,
    height: Math.max(...boxes.map((box) => box.top + box.height)) * 1.05,
  };
}
