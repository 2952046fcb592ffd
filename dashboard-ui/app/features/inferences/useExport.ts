import { useEffect, useRef, useState } from "react";
import type { WindowQuery } from "../../api/hooks";
import { type ExportFormat, exportUrl, type InferenceFilter } from "../../api/inferenceHooks";
import { Problem } from "../../api/problem";
import { saveFile } from "./saveFile";

export interface Progress {
  /** Null when the format does not show it on the way. */
  readonly rows: number | null;
  readonly bytes: number;
}

export interface ExportState extends Progress {
  /** How many there should be at the end; null when that is not known. */
  readonly total: number | null;
  readonly problem: Problem | null;
}

export interface ExportOrder {
  readonly window: WindowQuery;
  readonly filter: InferenceFilter;
  readonly format: ExportFormat;
  readonly total: number | null;
}

const LINE_END = 10;
/** Lines before the first row; null where rows are not lines. */
const HEAD_LINES: Readonly<Record<ExportFormat, number | null>> = { csv: 1, ndjson: 0, parquet: null };
const SHOWN_EVERY_MS = 200;
/** Browsers keep blobs of this size on the disk, where memory is short. */
const PIECE_BYTES = 8_000_000;

/** Takes an export piece by piece, tells how far it is, and saves it when it is whole; one at a time. */
export function useExport() {
  const [state, setState] = useState<ExportState | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const start = async ({ window, filter, format, total }: ExportOrder) => {
    running.current?.abort();
    const abort = new AbortController();
    running.current = abort;
    const show = (progress: Progress, problem: Problem | null = null) => {
      if (!abort.signal.aborted) {
        setState({ ...progress, total, problem });
      }
    };
    let last: Progress = { rows: HEAD_LINES[format] === null ? null : 0, bytes: 0 };
    show(last);
    try {
      const response = await globalThis.fetch(new Request(exportUrl(window, filter, format), { signal: abort.signal }));
      if (!response.ok) {
        throw await Problem.of(response);
      }
      const file = await read(response, HEAD_LINES[format], (progress) => {
        last = progress;
        show(progress);
      });
      if (!abort.signal.aborted) {
        saveFile(file, nameOf(response, format));
        setState(null);
      }
    } catch (error) {
      show(last, explained(error));
    }
  };
  const stop = () => {
    running.current?.abort();
    setState(null);
  };
  return { state, start, stop };
}

function explained(error: unknown): Problem {
  return error instanceof Problem
    ? error
    : new Problem(0, "The export ended before it was whole", "Nothing was saved. Try again, or ask for less.", null, {
        cause: error,
      });
}

/** Fails when the connection ends before the file does. */
async function read(
  response: Response,
  headLines: number | null,
  onProgress: (progress: Progress) => void,
): Promise<Blob> {
  const reader = response.body?.getReader();
  const type = response.headers.get("Content-Type") ?? "application/octet-stream";
  const blobs: Blob[] = [];
  let pieces: Uint8Array<ArrayBuffer>[] = [];
  let held = 0;
  let bytes = 0;
  let lines = 0;
  let shownAt = 0;
  for (let next = await reader?.read(); next !== undefined && !next.done; next = await reader?.read()) {
    const piece = next.value;
    pieces.push(piece);
    held += piece.length;
    bytes += piece.length;
    lines += lineEnds(piece);
    if (held >= PIECE_BYTES) {
      blobs.push(new Blob(pieces));
      pieces = [];
      held = 0;
    }
    if (performance.now() - shownAt > SHOWN_EVERY_MS) {
      shownAt = performance.now();
      onProgress({ bytes, rows: headLines === null ? null : Math.max(0, lines - headLines) });
    }
  }
  return new Blob([...blobs, ...pieces], { type });
}

function lineEnds(piece: Uint8Array): number {
  let count = 0;
  for (let at = piece.indexOf(LINE_END); at >= 0; at = piece.indexOf(LINE_END, at + 1)) {
    count += 1;
  }
  return count;
}

function nameOf(response: Response, format: ExportFormat): string {
  return /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "")?.[1] ?? `inferences.${format}`;
}
