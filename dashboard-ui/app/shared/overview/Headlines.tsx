import { useMemo } from "react";
import type { Overview } from "../../api/types";
import { FigureTile } from "../figures/FigureTile";
import { useTimeWindow } from "../window/TimeWindowContext";
import { previousPhraseOf } from "../window/timeWindow";
import { HEADLINES, valuesOf } from "./headline";

export function Headlines({ overview }: { readonly overview: Overview | undefined }) {
  const { window } = useTimeWindow();
  const series = useMemo(() => HEADLINES.map((headline) => valuesOf(overview, headline.of)), [overview]);
  return (
    <div className="headlines">
      {HEADLINES.map((headline, index) => (
        <FigureTile
          key={headline.label}
          label={headline.label}
          definition={headline.definition}
          figure={overview?.[headline.figure]}
          format={headline.format}
          better={headline.better}
          against={previousPhraseOf(window)}
          series={series[index] ?? []}
          colour={headline.colour}
          kind={headline.kind}
        />
      ))}
    </div>
  );
}
