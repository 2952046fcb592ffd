import type { Integrity } from "../../api/types";
import { exactCount } from "../../shared/format/numbers";
import { formatFull, formatMoment } from "../../shared/format/times";
import type { Column } from "../../shared/table/DataTable";

type Topic = Integrity["topics"][number];
type Rollup = Integrity["rollups"][number];
export type PartitionRow = Topic["partitions"][number] & Pick<Topic, "topic" | "table">;

export const partitionColumns: Column<PartitionRow>[] = [
  { id: "topic", header: "Topic", cell: (row) => `${row.topic}, ${row.partition}` },
  { id: "table", header: "Table", hideBelow: "desktop", cell: (row) => <code className="key-hint">{row.table}</code> },
  count("records", "Records", (row) => row.records, "phone"),
  count("rows", "Rows", (row) => row.rows, "phone"),
  count("copies", "Copies", (row) => row.copies, "tablet"),
  count("dead", "Dead letters", (row) => row.dead_letters, "tablet"),
  count("skipped", "Not for the table", (row) => row.skipped, "tablet"),
  count("lag", "To be stored", (row) => row.lag, "tablet"),
  alarming("lost", "Lost", (row) => row.lost),
  alarming("double", "Double", (row) => row.double),
];

export const rollupColumns: Column<Rollup>[] = [
  { id: "rollup", header: "Sums", cell: (row) => <code className="key-hint">{row.rollup}</code> },
  {
    id: "until",
    header: "Compared until",
    hideBelow: "phone",
    cell: (row) => <span title={formatFull(row.checked_until)}>{formatMoment(row.checked_until, new Date())}</span>,
  },
  count("checked", "Quarter-hours", (row) => row.buckets_checked),
  alarming("differing", "Differing", (row) => row.buckets_differing),
];

function count<Row>(id: string, header: string, of: (row: Row) => number, hideBelow?: "phone" | "tablet"): Column<Row> {
  return { id, header, isNumeric: true, cell: (row) => exactCount(of(row)), ...(hideBelow && { hideBelow }) };
}

/** A count that has to be 0. */
function alarming<Row>(id: string, header: string, of: (row: Row) => number): Column<Row> {
  return {
    id,
    header,
    isNumeric: true,
    cell: (row) => (of(row) === 0 ? "0" : <strong className="integrity__bad">{exactCount(of(row))}</strong>),
  };
}
