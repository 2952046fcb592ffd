import type { DeviceUsage } from "../../api/types";
import { exactCount, formatConfidence, formatCount, NOTHING } from "../../shared/format/numbers";
import { Age } from "../../shared/table/Age";
import type { Column } from "../../shared/table/DataTable";

type ModelCounts = DeviceUsage["models"][number];
type ServerError = DeviceUsage["errors"][number];
type VideoStream = DeviceUsage["streams"][number];
type Sample = DeviceUsage["samples"][number];

export const modelColumns: Column<ModelCounts>[] = [
  { id: "model", header: "Model", cell: (row) => row.model_id },
  { id: "server", header: "The server says", isNumeric: true, cell: (row) => exactCount(row.counts.server) },
  { id: "told", header: "We were told", isNumeric: true, cell: (row) => exactCount(row.counts.told) },
  { id: "missing", header: "Missing", isNumeric: true, cell: (row) => exactCount(row.counts.missing) },
];

export const errorColumns: Column<ServerError>[] = [
  { id: "type", header: "Type", cell: (row) => row.type ?? NOTHING },
  { id: "status", header: "Status", isNumeric: true, cell: (row) => row.status ?? NOTHING },
  { id: "resource", header: "Of", cell: (row) => row.resource_id },
  { id: "message", header: "Message of the last", hideBelow: "tablet", cell: (row) => row.message ?? NOTHING },
  {
    id: "count",
    header: "Times",
    isNumeric: true,
    cell: (row) => <span title={exactCount(row.count)}>{formatCount(row.count)}</span>,
  },
  { id: "last", header: "Last", hideBelow: "phone", cell: (row) => <Age at={row.last_at} /> },
];

export const streamColumns: Column<VideoStream>[] = [
  { id: "stream", header: "Stream", cell: (row) => row.stream_id },
  { id: "resources", header: "Of", hideBelow: "tablet", cell: (row) => row.resources.join(", ") },
  { id: "fps", header: "Camera FPS", isNumeric: true, cell: (row) => framesPerSecond(row.fps) },
  { id: "processed", header: "Inference FPS", isNumeric: true, cell: (row) => framesPerSecond(row.processed_fps) },
  {
    id: "frames",
    header: "Frames",
    isNumeric: true,
    hideBelow: "phone",
    cell: (row) => <span title={exactCount(row.frames)}>{formatCount(row.frames)}</span>,
  },
  { id: "errors", header: "Errors", isNumeric: true, hideBelow: "tablet", cell: (row) => exactCount(row.errors) },
  { id: "last", header: "Last", cell: (row) => <Age at={row.last_at} /> },
];

export const sampleColumns: Column<Sample>[] = [
  { id: "model", header: "Model", cell: (row) => row.model_id },
  { id: "class", header: "Class", cell: (row) => row.class },
  { id: "samples", header: "Samples", isNumeric: true, cell: (row) => exactCount(row.samples) },
  {
    id: "confidence",
    header: "Confidence",
    isNumeric: true,
    cell: (row) => formatConfidence(row.average_confidence),
  },
  { id: "last", header: "Last", hideBelow: "phone", cell: (row) => <Age at={row.last_at} /> },
];

function framesPerSecond(fps: number | null): string {
  return fps === null ? NOTHING : fps.toFixed(1);
}
