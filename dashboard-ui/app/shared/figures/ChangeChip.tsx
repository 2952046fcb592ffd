import { IconArrowDownRight, IconArrowUpRight } from "@tabler/icons-react";
import type { Figure } from "../../api/types";
import { type Better, changeOf, type Direction } from "./change";
import "./figures.css";

interface ChangeChipProps {
  readonly figure: Figure;
  readonly better: Better;
  /** The value before, as the figure itself is written. */
  readonly format: (value: number | null) => string;
  readonly against: string;
  /** In tables: text alone. */
  readonly isBare?: boolean;
}

const WORDS: Record<Direction, string> = { up: "up", down: "down", flat: "unchanged" };

/** How much a figure moved against the window before. Arrow and word say it without the colour. */
export function ChangeChip({ figure, better, format, against, isBare = false }: ChangeChipProps) {
  const change = changeOf(figure, better);
  const isMoved = change.direction !== "flat";
  const Arrow = change.direction === "up" ? IconArrowUpRight : IconArrowDownRight;
  return (
    <span
      className="change numeric"
      // Not a Tooltip, of which a table would have a hundred: they took a third of the time to draw the overview.
      title={`${format(figure.previous ?? null)} before (${against})`}
      data-tone={change.tone}
      data-bare={isBare || undefined}
      data-change={figure.change ?? ""}
    >
      {isMoved && <Arrow size={13} stroke={2.2} aria-hidden="true" />}
      {isMoved && <span className="visually-hidden">{WORDS[change.direction]} </span>}
      {change.text}
    </span>
  );
}
