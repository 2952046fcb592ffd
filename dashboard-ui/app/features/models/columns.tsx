import type { Model } from "../../api/types";
import { Sparkline } from "../../shared/charts/lazy";
import { ModelName } from "../../shared/colour/ModelName";
import { ChangeChip } from "../../shared/figures/ChangeChip";
import { exactCount, formatConfidence, formatCount, formatSeconds, formatShare } from "../../shared/format/numbers";
import { Age } from "../../shared/table/Age";
import type { Column } from "../../shared/table/DataTable";
import { formatModelType } from "./modelType";

const SPARK_HEIGHT = 22;

/** The columns of the models table; `against` says what the changes compare with. */
export function columnsOf(against: string): Column<Model>[] {
  return [
    {
      id: "model",
      header: "Model",
      sortBy: (model) => model.model_id,
      cell: (model) => <ModelName modelId={model.model_id} />,
    },
    {
      id: "type",
      header: "Task",
      hideBelow: "desktop",
      sortBy: (model) => model.model_type,
      cell: (model) => <span className="cell-mute">{formatModelType(model.model_type)}</span>,
    },
    {
      id: "requests",
      header: "Requests",
      isNumeric: true,
      sortBy: (model) => model.requests.value,
      cell: (model) => (
        <span className="cell-pair">
          <span title={exactCount(model.requests.value)}>{formatCount(model.requests.value)}</span>
          <span className="change-slot">
            <ChangeChip figure={model.requests} better="neither" format={formatCount} against={against} isBare />
          </span>
        </span>
      ),
    },
    {
      id: "requests_series",
      header: "Over time",
      hideBelow: "desktop",
      cell: (model) => (
        <span className="cell-spark">
          <Sparkline values={model.requests_series} colour="data-requests" kind="bars" height={SPARK_HEIGHT} />
        </span>
      ),
    },
    {
      id: "share",
      header: "Share",
      isNumeric: true,
      hideBelow: "wide",
      sortBy: (model) => model.share,
      cell: (model) => formatShare(model.share),
    },
    {
      id: "confidence",
      header: "Confidence",
      isNumeric: true,
      sortBy: (model) => model.average_confidence.value,
      cell: (model) => (
        <span className="cell-pair">
          <span title="Average confidence">{formatConfidence(model.average_confidence.value)}</span>
          <span className="change-slot">
            <ChangeChip
              figure={model.average_confidence}
              better="up"
              format={formatConfidence}
              against={against}
              isBare
            />
          </span>
        </span>
      ),
    },
    {
      id: "confidence_series",
      header: "Over time",
      hideBelow: "desktop",
      cell: (model) => (
        <span className="cell-spark">
          <Sparkline values={model.confidence_series} colour="data-confidence" height={SPARK_HEIGHT} isScaled />
        </span>
      ),
    },
    {
      id: "median",
      header: "Median",
      isNumeric: true,
      hideBelow: "wide",
      sortBy: (model) => model.median_confidence,
      cell: (model) => <span title="Median confidence">{formatConfidence(model.median_confidence)}</span>,
    },
    {
      id: "time",
      header: "Inference time",
      isNumeric: true,
      hideBelow: "tablet",
      sortBy: (model) => model.average_inference_time.value,
      cell: (model) => formatSeconds(model.average_inference_time.value),
    },
    {
      id: "errors",
      header: "Errors",
      isNumeric: true,
      hideBelow: "tablet",
      sortBy: (model) => model.error_rate,
      cell: (model) => <span title={`${exactCount(model.errors.value)} errors`}>{formatShare(model.error_rate)}</span>,
    },
    {
      id: "devices",
      header: "Devices",
      isNumeric: true,
      hideBelow: "wide",
      sortBy: (model) => model.devices,
      cell: (model) => formatCount(model.devices),
    },
    {
      id: "last_seen",
      header: "Last seen",
      isNumeric: true,
      hideBelow: "desktop",
      sortBy: (model) => model.last_seen_at,
      cell: (model) => <Age at={model.last_seen_at} />,
    },
  ];
}
