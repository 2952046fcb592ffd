import { Slider } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useState } from "react";
import type { Inference } from "../../api/types";
import { counted, formatConfidence, formatSeconds, NOTHING } from "../../shared/format/numbers";
import { formatFull } from "../../shared/format/times";
import { AnnotatedImage } from "./AnnotatedImage";
import { Detections } from "./Detections";

/** The story of one inference: what it saw, what it said, where it came from. */
export function InferenceDetails({ inference }: { readonly inference: Inference }) {
  const [pointed, setPointed] = useState<number | null>(null);
  const [least, setLeast] = useState(0);
  return (
    <>
      <AnnotatedImage inference={inference} pointed={pointed} least={least} onPoint={setPointed} />
      {inference.error != null && (
        <div className="inference-error" role="alert">
          <IconAlertTriangle size={16} aria-hidden="true" />
          <span>
            <strong>
              {inference.error.type || "Error"} {inference.error.status || ""}
            </strong>
            <br />
            {inference.error.message}
          </span>
        </div>
      )}
      {inference.predictions.length > 0 && (
        <section aria-label="Predictions">
          <div className="section-head">
            <h3>{counted(inference.predictions.length, "prediction")}</h3>
            <div className="least">
              <span>Fade below {least.toFixed(2)}</span>
              <Slider
                size="sm"
                w={140}
                min={0}
                max={1}
                step={0.05}
                label={null}
                value={least}
                onChange={setLeast}
                thumbLabel="Fade predictions below this confidence"
              />
            </div>
          </div>
          <Detections inference={inference} pointed={pointed} least={least} onPoint={setPointed} />
        </section>
      )}
      <Fields title="Details" fields={detailsOf(inference)} />
      <Fields title="Metadata" fields={metadataOf(inference)} />
    </>
  );
}

/** Numbers and booleans as they were sent. */
function metadataOf(inference: Inference): [string, string][] {
  return Object.entries(inference.metadata).map(([name, value]) => [name, String(value)]);
}

interface FieldsProps {
  readonly title: string;
  readonly fields: readonly (readonly [string, string])[];
}

function Fields({ title, fields }: FieldsProps) {
  return fields.length === 0 ? null : (
    <section aria-label={title}>
      <div className="section-head">
        <h3>{title}</h3>
      </div>
      <dl className="fields">
        {fields.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** What is known, in the order people ask; what is not known is left out, but for the figures. */
function detailsOf(inference: Inference): [string, string][] {
  const known: [string, string | null | undefined][] = [
    ["Average confidence", formatConfidence(inference.average_confidence)],
    ["Inference time", formatSeconds(inference.inference_time)],
    ["Occurred", formatFull(inference.occurred_at)],
    ["Received", formatFull(inference.received_at)],
    ["Model", inference.model_id],
    ["Task", inference.model_type],
    ["Chosen class", inference.top],
    ["Device", inference.device_id],
    ["Inference server", inference.server_id],
    ["Server version", inference.server_version],
    ["Tags", inference.tags.join(", ")],
    ["Image size", inference.image == null ? NOTHING : `${inference.image.width} × ${inference.image.height} pixels`],
    ["Confidence threshold", inference.confidence_threshold?.toString()],
    ["Source", [inference.source, inference.source_info].filter(Boolean).join(" · ")],
    ["Workflow", inference.workflow_id],
    ["Stream", inference.stream_id],
    ["Inference id", inference.inference_id],
    ["Position in the answer", inference.response_index > 0 ? String(inference.response_index) : null],
  ];
  return known.filter((field): field is [string, string] => field[1] != null && field[1] !== "");
}
