import { Skeleton, Tooltip } from "@mantine/core";
import { useId } from "react";
import type { Figure } from "../../api/types";
import { Sparkline } from "../charts/Sparkline";
import type { Token } from "../charts/useTokens";
import { exact } from "../format/numbers";
import { ChangeChip } from "./ChangeChip";
import type { Better } from "./change";
import "./figures.css";
import { Help } from "./Help";

export interface FigureTileProps {
  readonly label: string;
  /** How the figure is defined, in a sentence or two. */
  readonly definition: string;
  /** Undefined while the first answer is under way. */
  readonly figure: Figure | undefined;
  readonly format: (value: number | null) => string;
  readonly better: Better;
  /** "vs previous 7 days" */
  readonly against: string;
  readonly series: readonly (number | null)[];
  readonly colour: Token;
  readonly kind: "bars" | "line";
}

const SPARK_HEIGHT = 32;

/** One headline figure: what it is, how much, how it moved, and its shape over the window. */
export function FigureTile(props: FigureTileProps) {
  const { label, figure } = props;
  const id = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for inputs
    <div className="figure panel" role="group" aria-labelledby={id}>
      <div className="figure__label">
        <span id={id}>{label}</span>
        <Help of={label.toLowerCase()}>{props.definition}</Help>
      </div>
      {figure === undefined ? (
        <div className="figure__row">
          <Skeleton height={28} width={96} radius={6} />
        </div>
      ) : (
        <div className="figure__row">
          <Tooltip label={figure.value == null ? "Nothing to average in this window" : exactly(figure.value)}>
            <strong className="figure__value numeric" data-value={exact(figure.value)}>
              {props.format(figure.value ?? null)}
            </strong>
          </Tooltip>
          <span className="figure__change">
            <ChangeChip figure={figure} better={props.better} format={props.format} against={props.against} />
            <span className="figure__against">{props.against}</span>
          </span>
        </div>
      )}
      <div className="figure__spark">
        {figure === undefined ? (
          <Skeleton height={SPARK_HEIGHT} radius={4} />
        ) : (
          <Sparkline
            values={props.series}
            colour={props.colour}
            kind={props.kind}
            height={SPARK_HEIGHT}
            isScaled={props.kind === "line"}
          />
        )}
      </div>
    </div>
  );
}

function exactly(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: 6 });
}
