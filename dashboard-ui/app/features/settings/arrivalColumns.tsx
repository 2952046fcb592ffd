import type { LastReport, Refusal } from "../../api/types";
import { exactCount, NOTHING } from "../../shared/format/numbers";
import { Age } from "../../shared/table/Age";
import type { Column } from "../../shared/table/DataTable";
import { adviceOn, kindName } from "./refusals";

export const reportColumns: Column<LastReport>[] = [
  { id: "kind", header: "Last received", cell: (row) => kindName(row.kind) },
  { id: "at", header: "When", cell: (row) => <Age at={row.at} /> },
  { id: "device", header: "Device", cell: (row) => row.device_id ?? NOTHING },
  { id: "server", header: "Server", hideBelow: "tablet", cell: (row) => row.server_id ?? NOTHING },
  { id: "items", header: "It brought", isNumeric: true, cell: (row) => exactCount(row.items) },
];

const WHAT: Column<Refusal>[] = [
  { id: "why", header: "Refused because", cell: (row) => <Why refusal={row} /> },
  {
    id: "request",
    header: "Request",
    hideBelow: "tablet",
    cell: (row) => (
      <code className="key-hint">
        {row.method} {row.path}
      </code>
    ),
  },
];

const HOW_OFTEN: Column<Refusal>[] = [
  { id: "times", header: "Times", isNumeric: true, cell: (row) => exactCount(row.count) },
  { id: "at", header: "Last", cell: (row) => <Age at={row.at} /> },
];

export const refusalColumns: Column<Refusal>[] = [...WHAT, ...HOW_OFTEN];

export const unknownKeyColumns: Column<Refusal>[] = [
  ...WHAT,
  { id: "key", header: "Key", cell: (row) => <code className="key-hint">{row.key_hint ?? NOTHING}</code> },
  ...HOW_OFTEN,
];

function Why({ refusal }: { readonly refusal: Refusal }) {
  const { what, whatToDo } = adviceOn(refusal);
  return (
    <span className="refusal" title={refusal.detail}>
      <strong>{what}</strong>
      <span>{whatToDo}</span>
    </span>
  );
}
