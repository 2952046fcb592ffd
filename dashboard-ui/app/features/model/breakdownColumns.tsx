import type { BreakdownValue } from "../../api/types";
import { exactCount, formatConfidence, formatCount, formatSeconds, formatShare } from "../../shared/format/numbers";
import type { Column } from "../../shared/table/DataTable";
import { bandOf } from "./versionColumns";

/** The columns of figures by a metadata field. */
export function breakdownColumns(field: string): Column<BreakdownValue>[] {
  return [
    {
      id: "value",
      header: field,
      sortBy: (one) => nameOfValue(one),
      cell: (one) =>
        one.value === null ? (
          <span className="cell-mute">{nameOfValue(one)}</span>
        ) : (
          <span className="cell-name">{nameOfValue(one)}</span>
        ),
    },
    {
      id: "requests",
      header: "Requests",
      isNumeric: true,
      sortBy: (one) => one.requests,
      cell: (one) => <span title={exactCount(one.requests)}>{formatCount(one.requests)}</span>,
    },
    {
      id: "share",
      header: "Share",
      isNumeric: true,
      hideBelow: "tablet",
      sortBy: (one) => one.share,
      cell: (one) => formatShare(one.share),
    },
    {
      id: "confidence",
      header: "Confidence",
      isNumeric: true,
      sortBy: (one) => one.average_confidence,
      cell: (one) => <span title="Average confidence">{formatConfidence(one.average_confidence)}</span>,
    },
    {
      id: "band",
      header: "Middle 80 %",
      isNumeric: true,
      hideBelow: "tablet",
      sortBy: (one) => one.confidence_p10,
      cell: (one) => bandOf(one),
    },
    {
      id: "time",
      header: "Inference time",
      isNumeric: true,
      hideBelow: "phone",
      sortBy: (one) => one.average_inference_time,
      cell: (one) => <span title="Average inference time">{formatSeconds(one.average_inference_time)}</span>,
    },
    {
      id: "errors",
      header: "Errors",
      isNumeric: true,
      sortBy: (one) => one.error_rate,
      cell: (one) => <span title={`${exactCount(one.errors)} errors`}>{formatShare(one.error_rate)}</span>,
    },
  ];
}

/** A value in words; inferences without the field are named, too. */
export function nameOfValue({ value }: BreakdownValue): string {
  return value === null || value === undefined ? "Without the field" : String(value);
}
