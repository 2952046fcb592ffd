import { Skeleton } from "@mantine/core";
import { useMemo } from "react";
import { useClasses } from "../../api/hooks";
import type { Classes } from "../../api/types";
import { CategoryPanel } from "../../shared/charts/CategoryPanel";
import { Help } from "../../shared/figures/Help";
import { counted, formatShare } from "../../shared/format/numbers";
import { useTimeWindow } from "../../shared/window/TimeWindowContext";
import { previousLabelOf } from "../../shared/window/timeWindow";
import { type ShownModel, scopeOf } from "./scope";

const HEIGHT = 240;
const FRAME = 58;
/** More would not be read. */
const MOST = 8;
const formatAxis = (share: number) => `${(share * 100).toFixed(0)} %`;

/** The share of each class, against that in the window before. */
export function Distribution({ model }: { readonly model: ShownModel }) {
  const { query, window } = useTimeWindow();
  const classes = useClasses(query, scopeOf(model));
  const previousName = `In the ${previousLabelOf(window)}`;
  const shown = useMemo(() => (classes.data === undefined ? undefined : sharesOf(classes.data)), [classes.data]);
  const series = useMemo(
    () => [
      { name: "In this time", colour: "data-requests" as const, values: shown?.map((one) => one.share) ?? [] },
      { name: previousName, colour: "ink-mute" as const, isFaint: true, values: shown?.map((one) => one.before) ?? [] },
    ],
    [shown, previousName],
  );
  const names = useMemo(() => shown?.map((one) => one.name) ?? [], [shown]);
  if (shown === undefined) {
    // What failed is told where the classes are listed.
    return classes.isError ? <div /> : <Skeleton height={HEIGHT + FRAME} />;
  }
  const first = shown[0];
  return (
    <CategoryPanel
      title="Classes predicted"
      summary={
        first === undefined
          ? "Nothing was predicted."
          : `${counted(classes.data?.class_count ?? 0, "class", "classes")}; ${first.name} is the most frequent with ${formatShare(first.share)}.`
      }
      of="Class"
      help={
        <Help of="the share of a class">Its predictions among those of all classes, as in the table of classes.</Help>
      }
      categories={names}
      series={series}
      format={formatShare}
      formatAxis={formatAxis}
      height={HEIGHT}
    />
  );
}

interface Share {
  readonly name: string;
  readonly share: number | null;
  readonly before: number | null;
}

/** The most frequent classes, and all others as one. */
export function sharesOf({
  classes,
  class_count,
  predictions,
}: Pick<Classes, "classes" | "class_count" | "predictions">): Share[] {
  const first = classes.slice(0, class_count > MOST + 1 ? MOST : MOST + 1).map((one) => ({
    name: one.class,
    share: one.share.value ?? null,
    before: one.share.previous ?? null,
  }));
  if (class_count <= first.length) {
    return first;
  }
  const rest = (of: (share: Share) => number | null, all: number | null | undefined) =>
    all == null || all === 0 ? null : Math.max(0, 1 - first.reduce((sum, one) => sum + (of(one) ?? 0), 0));
  return [
    ...first,
    {
      name: `${class_count - first.length} others`,
      share: rest((one) => one.share, predictions.value),
      before: rest((one) => one.before, predictions.previous),
    },
  ];
}
