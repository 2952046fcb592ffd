import { ActionIcon } from "@mantine/core";
import { IconMinus, IconPlus, IconZoomReset } from "@tabler/icons-react";
import { useState } from "react";
import { imageUrl } from "../../api/inferenceHooks";
import type { Inference, Prediction } from "../../api/types";
import { inkOn, stableColour } from "../../shared/colour/stableColour";
import { counted, formatConfidence } from "../../shared/format/numbers";
import { type Box, boxOf, frameOf } from "./predictions";
import { bonesOf } from "./skeleton";
import { useImageZoom } from "./useImageZoom";

interface AnnotatedImageProps {
  readonly inference: Inference;
  /** Index of the prediction that is pointed at; the others are dimmed meanwhile. */
  readonly pointed: number | null;
  readonly least: number;
  readonly hidden: ReadonlySet<string>;
  /** The image is what the page is about; it has the wheel for itself. */
  readonly isHero: boolean;
  readonly onPoint: (index: number | null) => void;
}

/** The image with what was found drawn on it; an empty frame of the same size when no image was sent. */
export function AnnotatedImage({ inference, pointed, least, hidden, isHero, onPoint }: AnnotatedImageProps) {
  const [isBroken, setBroken] = useState(false);
  const zoom = useImageZoom(isHero);
  const frame = frameOf(inference);
  const hasImage = inference.has_image && !isBroken;
  if (frame === null && !hasImage) {
    return null;
  }
  const size = frame ?? { width: 4, height: 3 };
  const shapes = inference.predictions
    .map((prediction, index) => ({
      prediction,
      index,
      isFaded: prediction.confidence < least || (pointed !== null && pointed !== index),
    }))
    .filter(({ prediction }) => !hidden.has(prediction.class));
  return (
    <figure className="annotated">
      <div
        ref={zoom.stage}
        className="annotated__stage"
        data-zoomed={zoom.isZoomed || undefined}
        style={{ aspectRatio: `${size.width} / ${size.height}`, "--ratio": size.width / size.height }}
        {...zoom.drag}
      >
        <div className="annotated__layer" style={zoom.style}>
          {hasImage && (
            <img
              src={imageUrl(inference.inference_id)}
              alt={`What ${inference.model_id} saw: ${counted(inference.predictions.length, "prediction")}`}
              draggable={false}
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
        <div className="annotated__zoom">
          <ActionIcon size={26} variant="default" aria-label="Zoom in" onClick={zoom.zoomIn}>
            <IconPlus size={14} />
          </ActionIcon>
          <ActionIcon
            size={26}
            variant="default"
            aria-label="Zoom out"
            disabled={!zoom.isZoomed}
            onClick={zoom.zoomOut}
          >
            <IconMinus size={14} />
          </ActionIcon>
          <ActionIcon
            size={26}
            variant="default"
            aria-label="Fit the image"
            disabled={!zoom.isZoomed}
            onClick={zoom.fit}
          >
            <IconZoomReset size={14} />
          </ActionIcon>
        </div>
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
      {bonesOf(prediction.keypoints ?? []).map(([from, to]) => (
        <line key={`${from.class} ${to.class}`} className="bone" x1={from.x} y1={from.y} x2={to.x} y2={to.y} />
      ))}
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
