import type { Integrity } from "../../api/types";
import { Mark } from "../../shared/states/Mark";

const VERDICTS = {
  exact: { word: "Exact", tone: "good" },
  catching_up: { word: "Catching up", tone: "warn" },
  differs: { word: "Differs", tone: "bad" },
  unknown: { word: "Not known", tone: "plain" },
} as const;

/** The verdict; "Not known" while there is none. */
export function VerdictMark({ verdict }: { readonly verdict: Integrity["verdict"] | undefined }) {
  return (
    <strong className="verdict__mark">
      <Mark {...VERDICTS[verdict ?? "unknown"]} />
    </strong>
  );
}
