import { Collapse } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconChevronRight } from "@tabler/icons-react";
import { useState } from "react";
import type { Inference } from "../../api/types";
import { stableColour } from "../../shared/colour/stableColour";
import { counted, formatConfidence } from "../../shared/format/numbers";

interface DetectionsProps {
  readonly inference: Inference;
  readonly pointed: number | null;
  readonly least: number;
  readonly hidden: ReadonlySet<string>;
  readonly onPoint: (index: number | null) => void;
}

type Order = "class" | "confidence";

/** The predictions, by confidence or class; pointing at one lights its box. */
export function Detections({ inference, pointed, least, hidden, onPoint }: DetectionsProps) {
  const [isOpen, setOpen] = useState(true);
  const [order, setOrder] = useState<Order>("confidence");
  const [isReversed, setReversed] = useState(false);
  const sortBy = (next: Order) => {
    setReversed(next === order && !isReversed);
    setOrder(next);
  };
  const sorted = inference.predictions
    .map((prediction, index) => ({ prediction, index }))
    .sort(
      (one, other) =>
        (isReversed ? -1 : 1) *
        (order === "class"
          ? one.prediction.class.localeCompare(other.prediction.class)
          : other.prediction.confidence - one.prediction.confidence),
    );
  const Arrow = isReversed ? IconArrowUp : IconArrowDown;
  const head = (column: Order, label: string) => (
    <button type="button" aria-pressed={order === column} onClick={() => sortBy(column)}>
      {label} {order === column && <Arrow size={12} aria-hidden="true" />}
    </button>
  );
  return (
    <section aria-label="Predictions">
      <div className="section-head">
        <h3>
          <button type="button" className="section-toggle" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            <IconChevronRight size={14} aria-hidden="true" />
            {counted(inference.predictions.length, "prediction")}
          </button>
        </h3>
      </div>
      <Collapse expanded={isOpen} transitionDuration={120}>
        <div className="detections__head" role="toolbar" aria-label="Order of the predictions">
          {head("class", "Class")}
          {head("confidence", "Confidence")}
        </div>
        <ul className="detections">
          {sorted.map(({ prediction, index }) => (
            <li
              key={prediction.detection_id ?? index}
              data-pointed={pointed === index || undefined}
              data-faded={prediction.confidence < least || hidden.has(prediction.class) || undefined}
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
      </Collapse>
    </section>
  );
}
