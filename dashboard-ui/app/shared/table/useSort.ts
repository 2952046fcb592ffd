import { useSearchParams } from "react-router";

/** The order of the page's table, in the address (`?sort=-requests`); the default is not spelled out. */
export function useSort(defaultSort: string): [string, (sort: string) => void] {
  const [search, setSearch] = useSearchParams();
  const setSort = (sort: string) =>
    setSearch(
      (previous) => {
        const next = new URLSearchParams(previous);
        if (sort === defaultSort) {
          next.delete("sort");
        } else {
          next.set("sort", sort);
        }
        return next;
      },
      { replace: true },
    );
  return [search.get("sort") ?? defaultSort, setSort];
}
