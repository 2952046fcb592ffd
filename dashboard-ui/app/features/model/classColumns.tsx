import type { PredictedClass } from "../../api/types";
import { stableColour } from "../../shared/colour/stableColour";
import { exactCount, formatCount, formatShare } from "../../shared/format/numbers";
import type { Column } from "../../shared/table/DataTable";
import { confidenceColumn, figureColumn, sparkColumn } from "../../shared/table/figureColumns";

/** The columns of a model's classes; `against` says what the changes compare with. */
export function classColumns(against: string): Column<PredictedClass>[] {
  return [
    {
      id: "class",
      header: "Class",
      sortBy: (one) => one.class,
      cell: (one) => (
        <span className="cell-name">
          <span className="swatch" style={{ "--swatch": stableColour(one.class) }} aria-hidden="true" />
          <span title={one.class}>{one.class}</span>
        </span>
      ),
    },
    figureColumn({
      ...{ id: "detections", header: "Detections", better: "neither" as const, format: formatCount, against },
      of: (one: PredictedClass) => one.predictions,
      title: (one) => exactCount(one.predictions.value),
    }),
    sparkColumn("predictions_series", "data-requests", (one) => one.predictions_series, "bars"),
    {
      id: "share_bar",
      header: "Share as a bar",
      isHeaderHidden: true,
      hideBelow: "desktop",
      cell: (one) => (
        <span className="share-bar" aria-hidden="true">
          <span style={{ width: `${100 * (one.share.value ?? 0)}%`, background: stableColour(one.class) }} />
        </span>
      ),
    },
    figureColumn({
      ...{ id: "share", header: "Share", better: "neither" as const, format: formatShare, against },
      of: (one: PredictedClass) => one.share,
      title: () => "Of all predictions",
    }),
    confidenceColumn(against),
    sparkColumn("confidence_series", "data-confidence", (one) => one.confidence_series),
    figureColumn({
      ...{ id: "inferences", header: "Inferences with it", better: "neither" as const, format: formatCount, against },
      of: (one: PredictedClass) => one.requests,
      hideBelow: "desktop",
    }),
  ];
}
