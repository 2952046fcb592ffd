import { IconPhotoOff } from "@tabler/icons-react";
import { thumbnailUrl } from "../../api/inferenceHooks";
import type { Inference } from "../../api/types";
import { stableColour } from "../../shared/colour/stableColour";
import { boxOf, frameOf } from "./predictions";

interface ThumbnailProps {
  readonly inference: Inference;
  readonly isLarge?: boolean;
}

/** The image, small, with its boxes; the boxes alone where no image was sent. */
export function Thumbnail({ inference, isLarge = false }: ThumbnailProps) {
  const frame = frameOf(inference);
  const size = isLarge ? "thumbnail thumbnail--large" : "thumbnail";
  if (frame === null && !inference.has_image) {
    return (
      <span className={`${size} thumbnail--none`} title="No image was sent">
        <IconPhotoOff size={14} stroke={1.5} aria-label="No image" />
      </span>
    );
  }
  return (
    <span className={size}>
      {inference.has_image && <img src={thumbnailUrl(inference.inference_id)} alt="" loading="lazy" decoding="async" />}
      {frame !== null && (
        <svg viewBox={`0 0 ${frame.width} ${frame.height}`} preserveAspectRatio="xMidYMid slice" aria-hidden="true">
          {inference.predictions.map((prediction, index) => {
            const box = boxOf(prediction);
            return box === null ? null : (
              <rect
                key={prediction.detection_id ?? index}
                x={box.left}
                y={box.top}
                width={box.width}
                height={box.height}
                style={{ "--swatch": stableColour(prediction.class) }}
              />
            );
          })}
        </svg>
      )}
    </span>
  );
}
