import type { Model } from "../../api/types";
import { ModelName } from "../../shared/colour/ModelName";
import { formatConfidence, formatCount, formatSeconds, formatShare, NOTHING } from "../../shared/format/numbers";
import { Age } from "../../shared/table/Age";
import type { Column } from "../../shared/table/DataTable";
import { confidenceColumn, errorsColumn, figureColumn, requestsColumn } from "../../shared/table/figureColumns";

/** The columns of a model's versions; `against` says what the changes compare with. */
export function versionColumns(against: string): Column<Model>[] {
  const time = (id: string, header: string, of: (version: Model) => Model["errors"], hideBelow: "tablet" | "wide") =>
    figureColumn({ ...{ id, header, of, hideBelow, against }, better: "down" as const, format: formatSeconds });
  return [
    {
      id: "version",
      header: "Version",
      sortBy: (version) => version.model_id,
      cell: (version) => <ModelName modelId={version.model_id} />,
    },
    requestsColumn(against),
    figureColumn({
      ...{ id: "share", header: "Share", better: "neither" as const, format: formatShare, against },
      of: (version: Model) => version.share,
      title: () => "Of the model's requests",
      hideBelow: "wide",
    }),
    confidenceColumn(against),
    figureColumn({
      ...{ id: "median", header: "Median", better: "up" as const, format: formatConfidence, against },
      of: (version: Model) => version.median_confidence,
      title: () => "Median confidence",
      hideBelow: "desktop",
    }),
    {
      id: "band",
      header: "Middle 80 %",
      isNumeric: true,
      hideBelow: "desktop",
      sortBy: (version) => version.confidence_p10,
      cell: (version) => bandOf(version),
    },
    time("time", "Inference time", (version) => version.average_inference_time, "tablet"),
    time("time_median", "Its median", (version) => version.median_inference_time, "wide"),
    time("time_p95", "95 % within", (version) => version.inference_time_p95, "tablet"),
    errorsColumn(against, (version) => version.errors.value),
    figureColumn({
      ...{ id: "devices", header: "Devices", better: "neither" as const, format: formatCount, against },
      of: (version: Model) => version.devices,
      hideBelow: "wide",
    }),
    {
      id: "last_seen",
      header: "Last seen",
      isNumeric: true,
      hideBelow: "desktop",
      sortBy: (version) => version.last_seen_at,
      cell: (version) => <Age at={version.last_seen_at} />,
    },
  ];
}

/** Between which confidences 80 % of the predictions lie. */
export function bandOf(of: {
  readonly confidence_p10?: number | null;
  readonly confidence_p90?: number | null;
}): string {
  return of.confidence_p10 == null
    ? NOTHING
    : `${formatConfidence(of.confidence_p10)} – ${formatConfidence(of.confidence_p90)}`;
}
