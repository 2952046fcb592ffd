import type { Inference } from "../../api/types";
import { stableColour } from "../../shared/colour/stableColour";
import { formatConfidence } from "../../shared/format/numbers";

interface DetectionsProps {
  readonly inference: Inference;
  readonly pointed: number | null;
  readonly least: number;
  readonly onPoint: (index: number | null) => void;
}

/** The predictions, the surest first; pointing at one lights its box. */
export function Detections({ inference, pointed, least, onPoint }: DetectionsProps) {
  const order = inference.predictions
    .map((prediction, index) => ({ prediction, index }))
    .sort((one, other) => other.prediction.confidence - one.prediction.confidence);
  return (
    <ul className="detections">
      {order.map(({ prediction, index }) => (
        <li
          key={prediction.detection_id ?? index}
          data-pointed={pointed === index || undefined}
          data-faded={prediction.confidence < least || undefined}
          onPointerEnter={() => onPoint(index)}
          onPointerLeave={() => onPoint(null)}
          style={{ "--swatch": stableColour(prediction.class) }}
        >
          <span className="swatch" aria-hidden="true" />
          <span className="detections__class">
            {prediction.class}
            {prediction.class === inference.top && <span className="tag">chosen</span>}
          </span>
          <span className="detections__bar" aria-hidden="true">
            <span style={{ width: `${prediction.confidence * 100}%` }} />
          </span>
          <span className="detections__confidence numeric" title={`${prediction.confidence}`}>
            {formatConfidence(prediction.confidence)}
          </span>
        </li>
      ))}
    </ul>
  );
}
