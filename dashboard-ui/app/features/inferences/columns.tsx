import { IconAlertTriangle, IconPhotoOff } from "@tabler/icons-react";
import { imageUrl } from "../../api/hooks";
import type { Inference } from "../../api/types";
import { ClassChips } from "../../shared/colour/ClassChips";
import { ModelName } from "../../shared/colour/ModelName";
import { formatConfidence, formatSeconds } from "../../shared/format/numbers";
import { formatFull, formatMoment } from "../../shared/format/times";
import type { Column } from "../../shared/table/DataTable";
import { useNow } from "../../shared/window/useNow";
import { countedPredictions } from "./predictions";
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
    cell: (inference) => inference.device_id ?? <span className="cell-mute">–</span>,
  },
];

function Moment({ at }: { readonly at: string }) {
  const now = useNow(60_000);
  return (
    <time dateTime={at} title={formatFull(at)} className="numeric">
      {formatMoment(at, now)}
    </time>
  );
}

function Thumbnail({ inference }: { readonly inference: Inference }) {
  return inference.has_image ? (
    <img className="thumbnail" src={imageUrl(inference.inference_id)} alt="" loading="lazy" decoding="async" />
  ) : (
    <span className="thumbnail thumbnail--none" title="No image was sent">
      <IconPhotoOff size={14} stroke={1.5} aria-label="No image" />
    </span>
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
