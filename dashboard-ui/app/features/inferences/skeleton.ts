import type { Prediction } from "../../api/types";

type Keypoint = NonNullable<Prediction["keypoints"]>[number];

// The bones of a person as COCO names its seventeen points.
const BONES: readonly (readonly [string, string])[] = [
  ["nose", "left_eye"],
  ["nose", "right_eye"],
  ["left_eye", "left_ear"],
  ["right_eye", "right_ear"],
  ["left_shoulder", "right_shoulder"],
  ["left_shoulder", "left_elbow"],
  ["left_elbow", "left_wrist"],
  ["right_shoulder", "right_elbow"],
  ["right_elbow", "right_wrist"],
  ["left_shoulder", "left_hip"],
  ["right_shoulder", "right_hip"],
  ["left_hip", "right_hip"],
  ["left_hip", "left_knee"],
  ["left_knee", "left_ankle"],
  ["right_hip", "right_knee"],
  ["right_knee", "right_ankle"],
];

/** The lines between keypoints, where their names tell of a person; none otherwise. */
export function bonesOf(keypoints: readonly Keypoint[]): readonly (readonly [Keypoint, Keypoint])[] {
  const byName = new Map(
    keypoints.map((point) => [(point.class ?? "").toLowerCase().replaceAll(/[\s-]/g, "_"), point]),
  );
  return BONES.flatMap(([from, to]) => {
    const start = byName.get(from);
    const end = byName.get(to);
    return start === undefined || end === undefined ? [] : [[start, end] as const];
  });
}
