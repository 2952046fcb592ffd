import { Button } from "@mantine/core";
import { useState } from "react";
import { FilterAdder } from "./FilterAdder";
import { FilterChip } from "./FilterChip";
import { kindOf, withoutFilter, withoutFilters } from "./filters";
import { useFilters } from "./useFilters";

/** What the list is narrowed to: a chip for each filter, to be edited where it stands, and a field to add one. */
export function FilterBar() {
  const { search, kinds, change } = useFilters();
  // A filter that was chosen and says nothing yet is in nobody's address.
  const [draft, setDraft] = useState<string | null>(null);
  const drafted = draft === null || kinds.some((kind) => kind.id === draft) ? undefined : kindOf(draft);
  const shown = drafted === undefined ? kinds : [...kinds, drafted];
  return (
    <fieldset className="filters" aria-label="Filters">
      {shown.map((kind) => (
        <FilterChip
          key={kind.id}
          kind={kind}
          search={search}
          isOpenedFirst={kind.id === draft}
          onChange={(next) => change(() => next)}
          onClose={() => setDraft(null)}
          onRemove={() => {
            setDraft(null);
            change((previous) => withoutFilter(previous, kind.id));
          }}
        />
      ))}
      <FilterAdder onChoose={setDraft} onAdd={(next) => change(() => next)} search={search} />
      {kinds.length > 1 && (
        <Button variant="subtle" color="gray" size="compact-xs" onClick={() => change(withoutFilters)}>
          Clear all
        </Button>
      )}
    </fieldset>
  );
}
