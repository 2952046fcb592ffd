import { IconAlertTriangle } from "@tabler/icons-react";
import type { Inference } from "../../api/types";
import { ClassChips } from "../../shared/colour/ClassChips";
import { ModelName } from "../../shared/colour/ModelName";
import { formatConfidence, formatSeconds } from "../../shared/format/numbers";
import { formatFull, formatMoment } from "../../shared/format/times";
import type { Column } from "../../shared/table/DataTable";
import { Tags } from "../../shared/table/Tags";
import { useNow } from "../../shared/window/useNow";
import { countedPredictions } from "./predictions";
import { Thumbnail } from "./Thumbnail";
import "./inferences.css";

export const COLUMNS: readonly Column<Inference>[] = [
  { id: "at", header: "Time", width: 148, cell: (inference) => <Moment at={inference.occurred_at} /> },
  {
    id: "image",
    header: "Image",
    width: 72,
    hideBelow: "phone",
    cell: (inference) => <Thumbnail inference={inference} />,
  },
  { id: "model", header: "Model", cell: (inference) => <ModelName modelId={inference.model_id} /> },
  {
    id: "predictions",
    header: "Predictions",
    hideBelow: "tablet",
    cell: (inference) => <Predictions inference={inference} />,
  },
  {
    id: "confidence",
    header: "Confidence",
    isNumeric: true,
    cell: (inference) => (
      <span title="Average over the predictions of this inference">
        {formatConfidence(inference.average_confidence)}
      </span>
    ),
  },
  {
    id: "time",
    header: "Inference time",
    isNumeric: true,
    hideBelow: "tablet",
    cell: (inference) => formatSeconds(inference.inference_time),
  },
  {
    id: "device",
    header: "Device",
    hideBelow: "desktop",
    cell: (inference) => <Text value={inference.device_id} />,
  },
  {
    id: "count",
    header: "Number of predictions",
    isNumeric: true,
    hideBelow: "desktop",
    cell: (inference) => inference.prediction_count,
  },
  { id: "server", header: "Inference server", hideBelow: "desktop", cell: (row) => <Text value={row.server_id} /> },
  {
    id: "server_version",
    header: "Server version",
    hideBelow: "desktop",
    cell: (inference) => <Text value={inference.server_version} />,
  },
  { id: "tags", header: "Tags", hideBelow: "desktop", cell: (inference) => <Tags tags={inference.tags} /> },
  { id: "task", header: "Task", hideBelow: "desktop", cell: (inference) => <Text value={inference.model_type} /> },
  { id: "source", header: "Source", hideBelow: "desktop", cell: (inference) => <Text value={inference.source} /> },
  {
    id: "workflow",
    header: "Workflow",
    hideBelow: "desktop",
    cell: (inference) => <Text value={inference.workflow_id} />,
  },
  { id: "stream", header: "Stream", hideBelow: "desktop", cell: (inference) => <Text value={inference.stream_id} /> },
  { id: "id", header: "Inference id", hideBelow: "desktop", cell: (row) => <Text value={row.inference_id} /> },
];

const METADATA = "metadata.";

export function isMetadataColumn(id: string): boolean {
  return id.startsWith(METADATA);
}

/** A field of metadata as a column. */
export function metadataColumn(id: string): Column<Inference> {
  const name = id.slice(METADATA.length);
  return {
    id,
    header: name,
    hideBelow: "phone",
    cell: (inference) => {
      const value = inference.metadata[name];
      return <Text value={value === undefined ? null : String(value)} />;
    },
  };
}

function Text({ value }: { readonly value: string | null | undefined }) {
  return value == null || value === "" ? (
    <span className="cell-mute">–</span>
  ) : (
    <span className="cell-text" title={value}>
      {value}
    </span>
  );
}

function Moment({ at }: { readonly at: string }) {
  const now = useNow(60_000);
  return (
    <time dateTime={at} title={formatFull(at)} className="numeric">
      {formatMoment(at, now)}
    </time>
  );
}

function Predictions({ inference }: { readonly inference: Inference }) {
  if (inference.error != null) {
    return (
      <span className="failed">
        <IconAlertTriangle size={14} aria-hidden="true" />
        {inference.error.type || "Error"}
        {inference.error.status ? ` ${inference.error.status}` : ""}
      </span>
    );
  }
  const predictions = countedPredictions(inference);
  return predictions.length === 0 ? (
    <span className="cell-mute">Nothing predicted</span>
  ) : (
    <ClassChips classes={predictions.map((prediction) => prediction.class)} />
  );
}
