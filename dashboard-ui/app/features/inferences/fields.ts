import type { Inference } from "../../api/types";
import { formatConfidence, formatSeconds, NOTHING } from "../../shared/format/numbers";
import { formatFull } from "../../shared/format/times";

/** A property of an inference as the details show it. */
export interface Field {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  /** The filter that finds inferences with the same, and the values to give it; null where that is no question. */
  readonly same: { readonly filter: string; readonly values: readonly string[] } | null;
}

/** What is known, in the order people ask; what is not known is left out, but for the figures. */
export function fieldsOf(inference: Inference): readonly Field[] {
  const { image, error } = inference;
  const fields: (Field | null)[] = [
    field("average_confidence", "Average confidence", formatConfidence(inference.average_confidence)),
    field("inference_time", "Inference time", formatSeconds(inference.inference_time)),
    field("occurred_at", "Occurred", formatFull(inference.occurred_at)),
    field("received_at", "Received", formatFull(inference.received_at)),
    searched("model_id", "Model", inference.model_id),
    searched("project", "Model, any version", inference.version == null ? null : inference.project),
    searched("model_type", "Task", inference.model_type),
    searched("class", "Chosen class", inference.top),
    searched("device_id", "Device", inference.device_id),
    searched("server_id", "Inference server", inference.server_id),
    searched("server_version", "Server version", inference.server_version),
    inference.tags.length === 0
      ? null
      : {
          ...field("tags", "Tags", inference.tags.join(", ")),
          same: { filter: "tag", values: inference.tags },
        },
    field("image", "Image size", image == null ? NOTHING : `${image.width} × ${image.height} pixels`),
    inference.confidence_threshold == null
      ? null
      : field("confidence_threshold", "Confidence threshold", String(inference.confidence_threshold)),
    searched("source", "Source", inference.source),
    searched("source_info", "Source details", inference.source_info),
    searched("workflow_id", "Workflow", inference.workflow_id),
    searched("stream_id", "Stream", inference.stream_id),
    searched("error_type", "Error", error?.type),
    { ...field("inference_id", "Inference id", inference.inference_id), same: null },
    inference.response_index > 0
      ? field("response_index", "Position in the answer", String(inference.response_index))
      : null,
  ];
  return fields.filter((one) => one !== null);
}

/** The customer's own fields. */
export function metadataFieldsOf(inference: Inference): readonly Field[] {
  return Object.entries(inference.metadata).map(([name, value]) => {
    const id = `metadata.${name}`;
    return { id, label: name, value: String(value), same: { filter: id, values: [String(value)] } };
  });
}

function field(id: string, label: string, value: string): Field {
  return { id, label, value, same: null };
}

function searched(filter: string, label: string, value: string | null | undefined): Field | null {
  return value == null || value === "" ? null : { id: filter, label, value, same: { filter, values: [value] } };
}
