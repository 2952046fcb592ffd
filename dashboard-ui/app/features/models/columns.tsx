import type { Model } from "../../api/types";
import { ModelName } from "../../shared/colour/ModelName";
import { formatModelType } from "../../shared/format/modelType";
import { formatConfidence, formatCount, formatShare } from "../../shared/format/numbers";
import { Age } from "../../shared/table/Age";
import type { Column } from "../../shared/table/DataTable";
import {
  confidenceColumn,
  errorsColumn,
  figureColumn,
  requestsColumn,
  sparkColumn,
  timeColumn,
} from "../../shared/table/figureColumns";
import { Tags } from "../../shared/table/Tags";

/** The columns of the models table; `against` says what the changes compare with. */
export function columnsOf(against: string, hasVersions: boolean): Column<Model>[] {
  const common = { against } as const;
  const versions: Column<Model> = {
    id: "versions",
    header: "Versions",
    hideBelow: "tablet",
    sortBy: (model) => model.versions.length,
    isNumeric: false,
    cell: (model) => <Tags tags={model.versions} most={3} />,
  };
  return [
    {
      id: "model",
      header: "Model",
      sortBy: (model) => model.model_id,
      cell: (model) => <ModelName modelId={model.model_id} />,
    },
    ...(hasVersions ? [versions] : []),
    {
      id: "type",
      header: "Task",
      hideBelow: "wide",
      sortBy: (model) => model.model_type,
      cell: (model) => <span className="cell-mute">{formatModelType(model.model_type)}</span>,
    },
    requestsColumn(against),
    sparkColumn("requests_series", "data-requests", (model) => model.requests_series, "bars"),
    figureColumn({
      ...{ ...common, id: "share", header: "Share", better: "neither" as const, format: formatShare },
      of: (model: Model) => model.share,
      title: () => "Of all requests",
      hideBelow: "wide",
    }),
    confidenceColumn(against),
    figureColumn({
      ...{ ...common, id: "median", header: "Median", better: "up" as const, format: formatConfidence },
      of: (model: Model) => model.median_confidence,
      title: () => "Median confidence",
      hideBelow: "wide",
    }),
    sparkColumn("confidence_series", "data-confidence", (model) => model.confidence_series),
    timeColumn(against),
    sparkColumn("time_series", "data-time", (model) => model.inference_time_series, "line", "wide"),
    errorsColumn(against, (model) => model.errors.value),
    figureColumn({
      ...{ ...common, id: "devices", header: "Devices", better: "neither" as const, format: formatCount },
      of: (model: Model) => model.devices,
      hideBelow: "wide",
    }),
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
