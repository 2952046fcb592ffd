import { Skeleton, Slider } from "@mantine/core";
import { useMemo, useState } from "react";
import { useSearchParams } from "react-router";
import type { Overview } from "../../api/types";
import { CategoryPanel } from "../../shared/charts/CategoryPanel";
import { Help } from "../../shared/figures/Help";
import { counted, exactCount, formatShare } from "../../shared/format/numbers";
import { useTimeWindow } from "../../shared/window/TimeWindowContext";
import { previousLabelOf } from "../../shared/window/timeWindow";
import { countBelow, sharesOf, thresholdOf } from "./confidenceBins";

const HEIGHT = 180;
const FRAME = 100;
const BINS = 20;
const NAMES = Array.from({ length: BINS }, (_, bin) => `${(bin / BINS).toFixed(2)} – ${((bin + 1) / BINS).toFixed(2)}`);
const EDGES: ReadonlyMap<number, string> = new Map([0, 4, 8, 12, 16, 20].map((bin) => [bin, (bin / BINS).toFixed(1)]));
const formatAxis = (share: number) => `${Number((share * 100).toFixed(1))} %`;

/** How sure the model was, prediction by prediction, and how many predictions a threshold would leave out. */
export function Histogram({ overview }: { readonly overview: Overview | undefined }) {
  const { window } = useTimeWindow();
  const [threshold, setThreshold, keepThreshold] = useThreshold();
  const bins = overview?.confidence_histogram;
  const before = overview?.previous_confidence_histogram;
  const previousName = `In the ${previousLabelOf(window)}`;
  const series = useMemo(
    () => [
      { name: "In this time", colour: "data-confidence" as const, values: sharesOf(bins ?? []) },
      { name: previousName, colour: "ink-mute" as const, isFaint: true, values: sharesOf(before ?? []) },
    ],
    [bins, before, previousName],
  );
  if (bins === undefined) {
    return <Skeleton height={HEIGHT + FRAME} />;
  }
  const all = bins.reduce((sum, count) => sum + count, 0);
  const below = countBelow(bins, threshold);
  const share = all === 0 ? null : below / all;
  return (
    <CategoryPanel
      title="Confidence of predictions"
      summary={`${exactCount(below)} of ${counted(all, "prediction")} lie below ${threshold.toFixed(2)}.`}
      of="Confidence"
      help={
        <Help of="the histogram of confidence">
          Share of the predictions by their confidence, in bins of 0.05. Where an answer chooses one class, only that
          class counts.
        </Help>
      }
      categories={NAMES}
      edges={EDGES}
      series={series}
      strongFrom={Math.round(threshold * BINS)}
      format={formatShare}
      formatAxis={formatAxis}
      height={HEIGHT}
    >
      <div className="threshold">
        <Slider
          min={0}
          max={1}
          step={1 / BINS}
          value={threshold}
          onChange={setThreshold}
          onChangeEnd={keepThreshold}
          label={(value) => value.toFixed(2)}
          thumbLabel="Threshold of confidence"
          size="sm"
        />
        <p role="status">
          <strong className="numeric" data-below={below}>
            {exactCount(below)}
          </strong>{" "}
          of {counted(all, "prediction")} ({formatShare(share)}) lie below{" "}
          <strong className="numeric">{threshold.toFixed(2)}</strong>
        </p>
      </div>
    </CategoryPanel>
  );
}

/** The threshold, as it is dragged, and then in the address. */
function useThreshold(): [number, (value: number) => void, (value: number) => void] {
  const [search, setSearch] = useSearchParams();
  const kept = thresholdOf(search.get("threshold"));
  const [dragged, setDragged] = useState<number | null>(null);
  const keep = (value: number) => {
    setDragged(null);
    setSearch(
      (previous) => {
        const next = new URLSearchParams(previous);
        next.set("threshold", value.toFixed(2));
        return next;
      },
      { replace: true },
    );
  };
  return [dragged ?? kept, setDragged, keep];
}
