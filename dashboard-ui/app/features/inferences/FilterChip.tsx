import { Popover } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useState } from "react";
import { FilterEditor } from "./FilterEditor";
import { type FilterKind, phraseOf } from "./filters";

interface FilterChipProps {
  readonly kind: FilterKind;
  readonly search: URLSearchParams;
  /** It was just added: what it should let through is asked for at once. */
  readonly isOpenedFirst: boolean;
  readonly onChange: (search: URLSearchParams) => void;
  readonly onClose: () => void;
  readonly onRemove: () => void;
}

/** One filter in words; a click edits it. */
export function FilterChip({ kind, search, isOpenedFirst, onChange, onClose, onRemove }: FilterChipProps) {
  const [isOpen, setOpen] = useState(isOpenedFirst);
  const { what, is } = phraseOf(search, kind);
  const close = () => {
    setOpen(false);
    onClose();
  };
  return (
    <span className="filter-chip">
      <Popover opened={isOpen} onChange={(open) => (open ? setOpen(true) : close())} shadow="md" trapFocus width={300}>
        <Popover.Target>
          <button
            type="button"
            className="filter-chip__edit"
            aria-label={`Filter: ${[what || kind.label, is].filter(Boolean).join(" ")}. Edit`}
            onClick={() => (isOpen ? close() : setOpen(true))}
          >
            {/* With a blank between the two: the label has to contain what is shown, word by word. */}
            {what !== "" && <span className="filter-chip__what">{`${what} `}</span>}
            {is === "" ? <span className="filter-chip__what">…</span> : <span>{is}</span>}
          </button>
        </Popover.Target>
        <Popover.Dropdown aria-label={`Edit the filter ${kind.label}`}>
          <FilterEditor kind={kind} search={search} onChange={onChange} onDone={close} />
        </Popover.Dropdown>
      </Popover>
      <button
        type="button"
        className="filter-chip__remove"
        aria-label={`Remove the filter ${kind.label}`}
        onClick={onRemove}
      >
        <IconX size={13} aria-hidden="true" />
      </button>
    </span>
  );
}
