import { Combobox, TextInput, useCombobox } from "@mantine/core";
import { IconFilterPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useMetadataFields } from "../../api/hooks";
import { useInferenceFacets } from "../../api/inferenceHooks";
import { formatCount } from "../../shared/format/numbers";
import { useTimeWindow } from "../../shared/window/TimeWindowContext";
import { FILTERS, type FilterKind, kindOf, metadataId, textsOf, withTexts } from "./filters";

interface FilterAdderProps {
  readonly search: URLSearchParams;
  /** A filter, of which the values are to be chosen next. */
  readonly onChoose: (id: string) => void;
  readonly onAdd: (search: URLSearchParams) => void;
}

interface ValueOption {
  readonly kind: FilterKind;
  readonly value: string;
  readonly count: number;
}

const MOST_VALUES = 12;

/** `/` comes here: names a filter, or finds a value among everything that was reported and filters by it at once. */
export function FilterAdder({ search, onChoose, onAdd }: FilterAdderProps) {
  const [words, setWords] = useState("");
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const { kinds, values } = useOptions(words.trim().toLowerCase(), combobox.dropdownOpened);
  const submit = (option: string) => {
    setWords("");
    combobox.closeDropdown();
    const chosen = values.find((candidate) => optionOf(candidate) === option);
    if (chosen === undefined) {
      onChoose(option);
    } else {
      const { id } = chosen.kind;
      onAdd(withTexts(search, id, [...new Set([...textsOf(search, id), chosen.value])]));
    }
  };
  return (
    <Combobox store={combobox} onOptionSubmit={submit} position="bottom-start" width={320} shadow="md">
      <Combobox.Target>
        <TextInput
          type="search"
          size="xs"
          className="filter-adder"
          aria-label="Add a filter"
          placeholder="Filter by…"
          leftSection={<IconFilterPlus size={14} />}
          value={words}
          onChange={(event) => {
            setWords(event.currentTarget.value);
            combobox.openDropdown();
            combobox.selectFirstOption();
          }}
          onClick={() => combobox.openDropdown()}
          onFocus={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options mah={360} style={{ overflowY: "auto" }}>
          {kinds.length > 0 && (
            <Combobox.Group label="Filters">
              {kinds.map((kind) => (
                <Combobox.Option key={kind.id} value={kind.id}>
                  {kind.kind === "metadata" ? (
                    <span className="filter-option">
                      <span>{kind.label}</span>
                      <span className="cell-mute">Metadata</span>
                    </span>
                  ) : (
                    kind.label
                  )}
                </Combobox.Option>
              ))}
            </Combobox.Group>
          )}
          {values.length > 0 && (
            <Combobox.Group label="Values">
              {values.map((option) => (
                <Combobox.Option key={optionOf(option)} value={optionOf(option)}>
                  <span className="filter-option">
                    <span>
                      <span className="cell-mute">{option.kind.label}</span> {option.value}
                    </span>
                    <span className="numeric cell-mute">{formatCount(option.count)}</span>
                  </span>
                </Combobox.Option>
              ))}
            </Combobox.Group>
          )}
          {kinds.length + values.length === 0 && <Combobox.Empty>Nothing of that name was reported</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function optionOf({ kind, value }: ValueOption): string {
  return `${kind.id} ${value}`;
}

function useOptions(words: string, isOpen: boolean) {
  const { query } = useTimeWindow();
  const facets = useInferenceFacets(query, isOpen).data?.facets ?? [];
  const fields = useMetadataFields(query, isOpen).data?.fields ?? [];
  const all: FilterKind[] = [
    ...FILTERS,
    ...fields.map((field) => kindOf(metadataId(field.name))).filter((kind): kind is FilterKind => kind !== undefined),
  ];
  const kinds = all.filter((kind) => kind.label.toLowerCase().includes(words));
  const values: ValueOption[] =
    words === ""
      ? []
      : [
          ...facets.map((facet) => ({ id: facet.filter, values: facet.values })),
          ...fields.map((field) => ({ id: metadataId(field.name), values: field.values })),
        ]
          .flatMap(({ id, values: held }) =>
            held.map(({ value, inferences }) => ({ id, value: String(value), inferences })),
          )
          .filter(({ value }) => value.toLowerCase().includes(words))
          .sort((one, other) => other.inferences - one.inferences)
          .flatMap(({ id, value, inferences }) => {
            const kind = kindOf(id);
            return kind === undefined ? [] : [{ kind, value, count: inferences }];
          })
          .slice(0, MOST_VALUES);
  return { kinds, values };
}
