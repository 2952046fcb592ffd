import { useState } from "react";
import { imageUrl } from "../../api/inferenceHooks";
import type { Inference, Prediction } from "../../api/types";
import { inkOn, stableColour } from "../../shared/colour/stableColour";
import { counted, formatConfidence } from "../../shared/format/numbers";
import { type Box, boxOf, frameOf } from "./predictions";

interface AnnotatedImageProps {
  readonly inference: Inference;
  /** Index of the prediction that is pointed at; the others are dimmed meanwhile. */
  readonly pointed: number | null;
  readonly least: number;
  readonly onPoint: (index: number | null) => void;
}

/** The image with what was found drawn on it; an empty frame of the same size when no image was sent. */
export function AnnotatedImage({ inference, pointed, least, onPoint }: AnnotatedImageProps) {
  const [isBroken, setBroken] = useState(false);
  const frame = frameOf(inference);
  const hasImage = inference.has_image && !isBroken;
  if (frame === null && !hasImage) {
    return null;
  }
  const size = frame ?? { width: 4, height: 3 };
  const shapes = inference.predictions.map((prediction, index) => ({
    prediction,
    index,
    isFaded: prediction.confidence < least || (pointed !== null && pointed !== index),
  }));
  return (
    <figure className="annotated">
      <div className="annotated__stage" style={{ aspectRatio: `${size.width} / ${size.height}` }}>
        {hasImage && (
          <img
            src={imageUrl(inference.inference_id)}
            alt={`What ${inference.model_id} saw: ${counted(inference.predictions.length, "prediction")}`}
            onError={() => setBroken(true)}
          />
        )}
        <svg viewBox={`0 0 ${size.width} ${size.height}`} preserveAspectRatio="none" aria-hidden="true">
          {shapes.map(({ prediction, index, isFaded }) => (
            <Shape
              key={prediction.detection_id ?? index}
              prediction={prediction}
              isFaded={isFaded}
              onPoint={(isPointed) => onPoint(isPointed ? index : null)}
            />
          ))}
        </svg>
        {shapes.map(({ prediction, index, isFaded }) => (
          <Label key={prediction.detection_id ?? index} prediction={prediction} size={size} isFaded={isFaded} />
        ))}
      </div>
      {!hasImage && (
        <figcaption>
          {isBroken ? "The image could not be loaded." : "No image was sent; this is where the predictions lie."}
        </figcaption>
      )}
    </figure>
  );
}

interface ShapeProps {
  readonly prediction: Prediction;
  readonly isFaded: boolean;
  readonly onPoint: (isPointed: boolean) => void;
}

function Shape({ prediction, isFaded, onPoint }: ShapeProps) {
  const box = boxOf(prediction);
  const points = prediction.points ?? [];
  return (
    <g
      className="shape"
      data-faded={isFaded || undefined}
      style={{ "--swatch": stableColour(prediction.class) }}
      onPointerEnter={() => onPoint(true)}
      onPointerLeave={() => onPoint(false)}
    >
      {points.length > 2 && <polygon points={points.map((point) => `${point.x},${point.y}`).join(" ")} />}
      {box !== null && <rect x={box.left} y={box.top} width={box.width} height={box.height} />}
      {(prediction.keypoints ?? []).map((point) => (
        <line key={`${point.x} ${point.y}`} x1={point.x} y1={point.y} x2={point.x} y2={point.y} />
      ))}
    </g>
  );
}

interface LabelProps {
  readonly prediction: Prediction;
  readonly size: { readonly width: number; readonly height: number };
  readonly isFaded: boolean;
}

// From this share of the width on, a label that starts at the box's left would be cut off.
const NEAR_RIGHT = 0.7;

function sideOf(box: Box, width: number) {
  return box.left / width > NEAR_RIGHT
    ? { right: `${Math.max(0, 1 - (box.left + box.width) / width) * 100}%` }
    : { left: `${Math.max(0, box.left / width) * 100}%` };
}

// Above this share of the height there is no room over the box; the label goes inside.
const NEAR_TOP = 0.08;

function Label({ prediction, size, isFaded }: LabelProps) {
  const box = boxOf(prediction);
  if (box === null) {
    return null;
  }
  const hue = stableColour(prediction.class);
  const top = Math.max(0, box.top / size.height);
  return (
    <span
      className="shape-label numeric"
      data-inside={top < NEAR_TOP || undefined}
      data-faded={isFaded || undefined}
      style={{
        ...sideOf(box, size.width),
        top: `${top * 100}%`,
        background: hue,
        color: inkOn(hue),
      }}
    >
      {prediction.class} {formatConfidence(prediction.confidence)}
    </span>
  );
}
