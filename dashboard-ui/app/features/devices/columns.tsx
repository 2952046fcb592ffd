import { ChangeChip } from "../../shared/figures/ChangeChip";
import { exactCount, formatConfidence, formatCount, formatShare } from "../../shared/format/numbers";
import { DeviceMark } from "../../shared/states/DeviceMark";
import { Mark } from "../../shared/states/Mark";
import { Age } from "../../shared/table/Age";
import type { Column } from "../../shared/table/DataTable";
import { Tags } from "../../shared/table/Tags";
import type { DeviceRow } from "./deviceRow";
import { clockRemark, countRemark } from "./remarks";

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
      cell: (row) => <DeviceMark state={row.state} since={row.since} />,
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
          <RequestCount row={row} />
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
      header: "Error rate",
      isNumeric: true,
      hideBelow: "desktop",
      sortBy: (row) => row.error_rate.value,
      cell: (row) => <span title={`${exactCount(row.errors)} errors`}>{formatShare(row.error_rate.value)}</span>,
    },
    {
      id: "last_inference",
      header: "Last inference",
      hideBelow: "desktop",
      sortBy: (row) => row.last_inference_at,
      cell: (row) => <Age at={row.last_inference_at} />,
    },
    {
      id: "clock",
      header: "Clock",
      hideBelow: "wide",
      sortBy: (row) => (row.clock_skew === null ? null : Math.abs(row.clock_skew)),
      cell: (row) => <Clock row={row} />,
    },
    { id: "models", header: "Models", hideBelow: "tablet", cell: (row) => <Tags tags={row.models} /> },
    {
      id: "versions",
      header: "Server version",
      hideBelow: "wide",
      cell: (row) => (
        <span className="cell-pair">
          <Tags tags={row.server_versions} most={1} />
          {row.is_server_too_old && (
            <Mark
              tone="warn"
              word="Too old"
              title="It reports sums in place of inferences. Update the inference server."
            />
          )}
        </span>
      ),
    },
    { id: "tags", header: "Tags", hideBelow: "wide", cell: (row) => <Tags tags={row.tags} /> },
  ];
}

/** What was reported, marked where the server itself counted something else. */
function RequestCount({ row }: { readonly row: DeviceRow }) {
  const gap = countRemark(row);
  return gap === null ? (
    <span title={exactCount(row.requests.value)}>{formatCount(row.requests.value)}</span>
  ) : (
    <span className="cell-remark" title={gap}>
      {formatCount(row.requests.value)}
      <span className="visually-hidden"> {gap}</span>
    </span>
  );
}

function Clock({ row }: { readonly row: DeviceRow }) {
  const remark = clockRemark(row.clock_skew);
  if (remark === null) {
    return <span className="cell-mute">{row.clock_skew === null ? "–" : "Right"}</span>;
  }
  return <Mark tone="warn" word={remark} title="Compared with our own clock, at its last report" />;
}
