import { ChangeChip } from "../../shared/figures/ChangeChip";
import { exactCount, formatConfidence, formatCount } from "../../shared/format/numbers";
import { Age } from "../../shared/table/Age";
import type { Column } from "../../shared/table/DataTable";
import { Tags } from "../../shared/table/Tags";
import type { DeviceRow } from "./deviceRow";
import { StateMark } from "./StateMark";

// The worst first when sorted downwards.
const SEVERITY = { OFFLINE: 3, LATE: 2, NEW: 1, ONLINE: 0 };

export function columnsOf(against: string): Column<DeviceRow>[] {
  return [
    {
      id: "device",
      header: "Device",
      sortBy: (row) => row.device_id,
      cell: (row) => (
        <span className="cell-name">
          <span title={row.hostname ?? row.device_id}>{row.device_id}</span>
        </span>
      ),
    },
    {
      id: "state",
      header: "State",
      sortBy: (row) => (row.state === null ? null : SEVERITY[row.state]),
      cell: (row) => <StateMark row={row} />,
    },
    {
      id: "last_beat",
      header: "Last heartbeat",
      hideBelow: "phone",
      sortBy: (row) => row.last_beat_at,
      cell: (row) => <Age at={row.last_beat_at} />,
    },
    {
      id: "requests",
      header: "Requests",
      isNumeric: true,
      sortBy: (row) => row.requests.value,
      cell: (row) => (
        <span className="cell-pair">
          <span title={exactCount(row.requests.value)}>{formatCount(row.requests.value)}</span>
          <span className="change-slot">
            <ChangeChip figure={row.requests} better="neither" format={formatCount} against={against} isBare />
          </span>
        </span>
      ),
    },
    {
      id: "confidence",
      header: "Confidence",
      isNumeric: true,
      hideBelow: "tablet",
      sortBy: (row) => row.average_confidence.value,
      cell: (row) => (
        <span className="cell-pair">
          <span>{formatConfidence(row.average_confidence.value)}</span>
          <span className="change-slot">
            <ChangeChip
              figure={row.average_confidence}
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
      id: "errors",
      header: "Errors",
      isNumeric: true,
      hideBelow: "desktop",
      sortBy: (row) => row.errors,
      cell: (row) => formatCount(row.errors),
    },
    {
      id: "last_inference",
      header: "Last inference",
      hideBelow: "desktop",
      sortBy: (row) => row.last_inference_at,
      cell: (row) => <Age at={row.last_inference_at} />,
    },
    { id: "models", header: "Models", hideBelow: "tablet", cell: (row) => <Tags tags={row.models} /> },
    {
      id: "versions",
      header: "Server version",
      hideBelow: "wide",
      cell: (row) => <Tags tags={row.server_versions} most={1} />,
    },
    { id: "tags", header: "Tags", hideBelow: "wide", cell: (row) => <Tags tags={row.tags} /> },
  ];
}
