import { useMemo, useRef } from "react";

const NONE: ReadonlySet<string> = new Set();

/** The ids that were not there before, to be shown as new; none on the first answer and none when the question changed. */
export function useNewIds(ids: readonly string[] | undefined, question: string): ReadonlySet<string> {
  const before = useRef<{ question: string; ids: ReadonlySet<string> } | null>(null);
  return useMemo(() => {
    if (ids === undefined) {
      return NONE;
    }
    const known = before.current;
    before.current = { question, ids: new Set(ids) };
    return known === null || known.question !== question ? NONE : new Set(ids.filter((id) => !known.ids.has(id)));
  }, [ids, question]);
}
