import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import type { ExportFormat } from "../../api/inferenceHooks";
import type { Inference } from "../../api/types";
import { counted, exactCount } from "../../shared/format/numbers";
import { cocoOf } from "./coco";
import { saveFile } from "./saveFile";
import type { ExportState } from "./useExport";

const FORMATS: readonly { readonly format: ExportFormat; readonly label: string; readonly what: string }[] = [
  { format: "csv", label: "CSV", what: "for spreadsheets" },
  { format: "ndjson", label: "NDJSON", what: "a JSON object on each line" },
  { format: "parquet", label: "Parquet", what: "columns for programs" },
];

interface ExportMenuProps {
  readonly total: number | undefined;
  readonly selected: readonly Inference[];
  readonly onStart: (format: ExportFormat) => void;
}

/** Everything that passes the filters as a file; the boxes of selected rows as a data set. */
export function ExportMenu({ total, selected, onStart }: ExportMenuProps) {
  const saveCoco = () =>
    saveFile(
      new Blob([`${JSON.stringify(cocoOf(selected), null, 1)}\n`], { type: "application/json" }),
      "inferences.coco.json",
    );
  return (
    <Menu position="bottom-end" width={260} shadow="md">
      <Menu.Target>
        <ActionIcon size={30} variant="default" aria-label="Export" title="Export">
          <IconDownload size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{total === undefined ? "All inferences" : `All ${counted(total, "inference")}`}</Menu.Label>
        {FORMATS.map(({ format, label, what }) => (
          <Menu.Item key={format} onClick={() => onStart(format)}>
            {label} <span className="cell-mute">{what}</span>
          </Menu.Item>
        ))}
        <Menu.Label>Selected rows</Menu.Label>
        <Menu.Item disabled={selected.length === 0} onClick={saveCoco}>
          COCO JSON{" "}
          <span className="cell-mute">
            {selected.length === 0 ? "select rows first" : `boxes of ${counted(selected.length, "image")}`}
          </span>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

interface ExportProgressProps {
  readonly state: ExportState;
  readonly onStop: () => void;
}

/** How far an export is, or why it failed. */
export function ExportProgress({ state, onStop }: ExportProgressProps) {
  const { problem, rows, bytes, total } = state;
  if (problem !== null) {
    return (
      <div className="export-progress" role="alert" data-failed>
        <span>
          {problem.title}. {problem.detail}
        </span>
        <Button size="compact-xs" variant="subtle" color="gray" onClick={onStop}>
          Dismiss
        </Button>
      </div>
    );
  }
  return (
    <div className="export-progress" role="status">
      <span className="numeric">
        Exporting {rows === null ? "" : exactCount(rows)}
        {rows === null || total === null ? "" : " of "}
        {total === null ? "" : exactCount(total)}, {(bytes / 1_000_000).toFixed(1)} MB
      </span>
      <progress
        {...(rows !== null && total !== null && total > 0 && { value: Math.min(1, rows / total) })}
        aria-label="Exported"
      />
      <Button size="compact-xs" variant="subtle" color="gray" onClick={onStop}>
        Stop
      </Button>
    </div>
  );
}
