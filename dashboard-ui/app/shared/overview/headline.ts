import type { Bucket, Overview } from "../../api/types";
import type { Token } from "../charts/useTokens";
import type { Better } from "../figures/change";
import { formatConfidence, formatCount, formatSeconds, formatShare } from "../format/numbers";

interface Headline {
  readonly label: string;
  readonly definition: string;
  readonly figure: "requests" | "average_confidence" | "average_inference_time" | "error_rate";
  readonly format: (value: number | null) => string;
  readonly better: Better;
  readonly colour: Token;
  readonly kind: "bars" | "line";
  readonly of: (bucket: Bucket) => number | null;
}

/** The figures at the top of the overview, as the design defines them. */
export const HEADLINES: readonly Headline[] = [
  {
    label: "Total requests",
    definition: "Inferences in this time: one image asked of one model version each.",
    figure: "requests",
    format: formatCount,
    better: "neither",
    colour: "data-requests",
    kind: "bars",
    of: (bucket) => bucket.requests,
  },
  {
    label: "Average confidence",
    definition:
      "Sum of confidence divided by the number of predictions. An inference without predictions counts as a request, not as a confidence of 0. Where the answer chooses one class, only that class counts.",
    figure: "average_confidence",
    format: formatConfidence,
    better: "up",
    colour: "data-confidence",
    kind: "line",
    of: (bucket) => bucket.average_confidence ?? null,
  },
  {
    label: "Average inference time",
    definition:
      "Mean time that the inferences took, preprocessing included, over those that carry a time. A missing time is not 0.",
    figure: "average_inference_time",
    format: formatSeconds,
    better: "down",
    colour: "data-time",
    kind: "line",
    of: (bucket) => bucket.average_inference_time ?? null,
  },
  {
    label: "Error rate",
    definition: "Share of the requests that failed: the inference server answered with an error.",
    figure: "error_rate",
    format: formatShare,
    better: "down",
    colour: "data-errors",
    kind: "bars",
    of: (bucket) => (bucket.requests === 0 ? null : bucket.errors / bucket.requests),
  },
];

/** Values of the buckets, in order; stable as long as the overview is. */
export function valuesOf(overview: Overview | undefined, of: (bucket: Bucket) => number | null): (number | null)[] {
  return overview?.series.map(of) ?? [];
}
