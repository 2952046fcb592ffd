import type { Inference } from "../../api/types";
import { boxOf, frameOf } from "./predictions";

/** What COCO calls a data set, as far as inferences have it. */
export interface Coco {
  readonly info: { readonly description: string };
  readonly images: readonly object[];
  readonly categories: readonly { readonly id: number; readonly name: string; readonly supercategory: string }[];
  readonly annotations: readonly object[];
}

/**
 * Inferences as a COCO data set: boxes from the top left in pixels, polygons as segmentation, keypoints as they were named,
 * the confidence as `score`. A prediction without a box has no place in it.
 */
export function cocoOf(inferences: readonly Inference[]): Coco {
  const names = [...new Set(inferences.flatMap(({ predictions }) => predictions.map((one) => one.class)))].sort();
  const categoryOf = new Map(names.map((name, index) => [name, index + 1]));
  const annotations = inferences.flatMap((inference, image) =>
    inference.predictions.flatMap((prediction) => {
      const box = boxOf(prediction);
      if (box === null) {
        return [];
      }
      const keypoints = prediction.keypoints ?? [];
      return [
        {
          image_id: image + 1,
          category_id: categoryOf.get(prediction.class),
          bbox: [box.left, box.top, box.width, box.height],
          area: box.width * box.height,
          iscrowd: 0,
          score: prediction.confidence,
          segmentation: prediction.points == null ? [] : [prediction.points.flatMap((point) => [point.x, point.y])],
          // 2 is "visible": a model does not say where it guessed.
          ...(keypoints.length > 0 && {
            keypoints: keypoints.flatMap((point) => [point.x, point.y, 2]),
            num_keypoints: keypoints.length,
          }),
        },
      ];
    }),
  );
  return {
    info: { description: "Predictions of models, with their confidence as score" },
    images: inferences.map((inference, index) => {
      const frame = frameOf(inference);
      return {
        id: index + 1,
        // Named after the inference, as its image is when it is downloaded.
        file_name: inference.inference_id,
        width: Math.round(frame?.width ?? 0),
        height: Math.round(frame?.height ?? 0),
        date_captured: inference.occurred_at,
        inference_id: inference.inference_id,
        model_id: inference.model_id,
      };
    }),
    categories: names.map((name, index) => ({ id: index + 1, name, supercategory: "" })),
    annotations: annotations.map((annotation, index) => ({ id: index + 1, ...annotation })),
  };
}
