import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import { type FilterKind, filterIds, filterOf, kindOf } from "./filters";

/** What the address filters by, and how to change that. Each change is a step that the back button undoes. */
export function useFilters() {
  const [search, setSearch] = useSearchParams();
  const filter = useMemo(() => filterOf(search), [search]);
  const kinds = useMemo(
    () =>
      filterIds(search)
        .map(kindOf)
        .filter((kind): kind is FilterKind => kind !== undefined),
    [search],
  );
  const change = useCallback(
    (to: (search: URLSearchParams) => URLSearchParams) => setSearch((previous) => to(previous)),
    [setSearch],
  );
  return { search, filter, kinds, change };
}
