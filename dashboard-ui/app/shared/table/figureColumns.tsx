import type { Figure } from "../../api/types";
import { Sparkline } from "../charts/Sparkline";
import type { Token } from "../charts/useTokens";
import { ChangeChip } from "../figures/ChangeChip";
import type { Better } from "../figures/change";
import { exactCount, formatConfidence, formatCount, formatSeconds, formatShare } from "../format/numbers";
import type { Column } from "./DataTable";

const SPARK_HEIGHT = 22;

interface FigureColumn<Row> {
  readonly id: string;
  readonly header: string;
  readonly of: (row: Row) => Figure;
  readonly better: Better;
  readonly format: (value: number | null) => string;
  /** "vs previous 7 days" */
  readonly against: string;
  readonly title?: (row: Row) => string;
  readonly hideBelow?: Column<Row>["hideBelow"];
}

/** A figure and how it moved. */
export function figureColumn<Row>(asked: FigureColumn<Row>): Column<Row> {
  const { id, header, of, better, format, against, title, hideBelow } = asked;
  return {
    id,
    header,
    isNumeric: true,
    ...(hideBelow === undefined ? {} : { hideBelow }),
    sortBy: (row) => of(row).value,
    cell: (row) => (
      <span className="cell-pair">
        <span title={title?.(row)}>{format(of(row).value ?? null)}</span>
        <span className="change-slot">
          <ChangeChip figure={of(row)} better={better} format={format} against={against} isBare />
        </span>
      </span>
    ),
  };
}

/** The shape of a figure over the window. */
export function sparkColumn<Row>(
  id: string,
  colour: Token,
  of: (row: Row) => readonly (number | null)[],
  kind: "bars" | "line" = "line",
  hideBelow: NonNullable<Column<Row>["hideBelow"]> = "desktop",
): Column<Row> {
  return {
    id,
    header: "Over time",
    hideBelow,
    cell: (row) => (
      <span className="cell-spark">
        <Sparkline values={of(row)} colour={colour} kind={kind} height={SPARK_HEIGHT} isScaled={kind === "line"} />
      </span>
    ),
  };
}

interface Counted {
  readonly requests: Figure;
}
interface Sure {
  readonly average_confidence: Figure;
}
interface Timed {
  readonly average_inference_time: Figure;
}

export function requestsColumn<Row extends Counted>(against: string): Column<Row> {
  return figureColumn({
    ...{ id: "requests", header: "Requests", better: "neither" as const, format: formatCount, against },
    of: (row: Row) => row.requests,
    title: (row) => exactCount(row.requests.value),
  });
}

export function confidenceColumn<Row extends Sure>(against: string): Column<Row> {
  return figureColumn({
    ...{ id: "confidence", header: "Confidence", better: "up" as const, format: formatConfidence, against },
    of: (row: Row) => row.average_confidence,
    title: () => "Average confidence",
  });
}

export function timeColumn<Row extends Timed>(against: string): Column<Row> {
  return figureColumn({
    ...{ id: "time", header: "Inference time", better: "down" as const, format: formatSeconds, against },
    of: (row: Row) => row.average_inference_time,
    title: () => "Average inference time",
    hideBelow: "tablet",
  });
}

export function errorsColumn<Row extends { readonly error_rate: Figure }>(
  against: string,
  count: (row: Row) => number | null | undefined,
): Column<Row> {
  return figureColumn({
    ...{ id: "errors", header: "Errors", better: "down" as const, format: formatShare, against },
    of: (row: Row) => row.error_rate,
    title: (row) => `${exactCount(count(row))} errors`,
    hideBelow: "tablet",
  });
}
