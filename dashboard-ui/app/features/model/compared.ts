import type { Model } from "../../api/types";
import { exactCount, formatConfidence, formatCount, formatSeconds, formatShare } from "../../shared/format/numbers";

/** A figure that versions are held against each other by. */
export interface Compared {
  readonly name: string;
  readonly of: (version: Model) => readonly (number | null)[];
  readonly format: (value: number) => string;
  readonly formatAxis: (value: number) => string;
  readonly isConfidence: boolean;
}

const REQUESTS: Compared = {
  name: "Requests",
  of: (version) => version.requests_series,
  format: exactCount,
  formatAxis: formatCount,
  isConfidence: false,
};

export const COMPARED: readonly [Compared, ...Compared[]] = [
  REQUESTS,
  {
    name: "Confidence",
    of: (version) => version.confidence_series,
    format: formatConfidence,
    formatAxis: (value) => value.toFixed(2),
    isConfidence: true,
  },
  {
    name: "Inference time",
    of: (version) => version.inference_time_series,
    format: formatSeconds,
    formatAxis: formatSeconds,
    isConfidence: false,
  },
  {
    name: "Error rate",
    of: (version) =>
      version.errors_series.map((errors, step) => {
        const requests = version.requests_series[step] ?? 0;
        return requests === 0 ? null : errors / requests;
      }),
    format: formatShare,
    formatAxis: formatShare,
    isConfidence: false,
  },
];
