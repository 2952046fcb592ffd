import { expect, test } from "vitest";
import { anInference } from "../../testing/samples";
import { cocoOf } from "./coco";

test("boxes start at the top left, classes are numbered once over all images", () => {
  const coco = cocoOf([
    anInference(),
    anInference({
      inference_id: "second",
      predictions: [
        {
          class: "vest",
          confidence: 0.5,
          x: 10,
          y: 10,
          width: 4,
          height: 6,
          points: [
            { x: 8, y: 7 },
            { x: 12, y: 7 },
            { x: 12, y: 13 },
          ],
        },
        { class: "helmet", confidence: 0.6 },
      ],
    }),
  ]);

  expect(coco.categories.map(({ id, name }) => [id, name])).toEqual([
    [1, "helmet"],
    [2, "vest"],
  ]);
  expect(coco.images).toMatchObject([
    { id: 1, width: 1280, height: 720 },
    { id: 2, inference_id: "second" },
  ]);
  expect(coco.annotations).toMatchObject([
    { id: 1, image_id: 1, category_id: 1, bbox: [280, 180, 80, 120], area: 9600, score: 0.91, segmentation: [] },
    { id: 2, image_id: 2, category_id: 2, bbox: [8, 7, 4, 6], segmentation: [[8, 7, 12, 7, 12, 13]] },
  ]);
});
