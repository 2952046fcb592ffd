import { stableColour } from "./stableColour";

interface ClassChipsProps {
  readonly classes: readonly string[];
  readonly most?: number;
}

/** The classes that were predicted, the most frequent first, each in its colour. */
export function ClassChips({ classes, most = 3 }: ClassChipsProps) {
  const counts = [...countsOf(classes)].sort(([, one], [, other]) => other - one);
  const others = counts.slice(most);
  return (
    <span className="cell-tags">
      {counts.slice(0, most).map(([name, count]) => (
        <span key={name} className="class-chip">
          <span className="swatch" style={{ "--swatch": stableColour(name) }} aria-hidden="true" />
          {count > 1 ? `${name} × ${count}` : name}
        </span>
      ))}
      {others.length > 0 && (
        <span className="class-chip" title={others.map(([name, count]) => `${name} × ${count}`).join(", ")}>
          +{others.length}
        </span>
      )}
    </span>
  );
}

function countsOf(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}
