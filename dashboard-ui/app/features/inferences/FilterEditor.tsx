import { Button, NumberInput, SegmentedControl, TagsInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useMetadataFields } from "../../api/hooks";
import { useInferenceFacets } from "../../api/inferenceHooks";
import { formatCount } from "../../shared/format/numbers";
import { useTimeWindow } from "../../shared/window/TimeWindowContext";
import { boundsOf, type FilterKind, NOT_GIVEN, round, type Scale, textsOf, withBounds, withTexts } from "./filters";

interface FilterEditorProps {
  readonly kind: FilterKind;
  readonly search: URLSearchParams;
  readonly onChange: (search: URLSearchParams) => void;
  readonly onDone: () => void;
}

/** What a filter lets through. Lists and switches apply at once, numbers when they are entered. */
export function FilterEditor({ kind, search, onChange, onDone }: FilterEditorProps) {
  switch (kind.kind) {
    case "texts":
      return <Texts kind={kind} search={search} onChange={onChange} />;
    case "range":
      return <Range id={kind.id} scale={kind.scale} search={search} onChange={onChange} onDone={onDone} />;
    case "metadata":
      return <Metadata id={kind.id} name={kind.label} search={search} onChange={onChange} onDone={onDone} />;
    case "flag":
      return (
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={kind.label}
          value={search.get(kind.id) ?? ""}
          onChange={(value) => {
            onChange(withTexts(search, kind.id, [value]));
            onDone();
          }}
          data={[
            { value: "true", label: kind.yes },
            { value: "false", label: kind.no },
          ]}
        />
      );
  }
}

interface TextsProps {
  readonly kind: Extract<FilterKind, { kind: "texts" }>;
  readonly search: URLSearchParams;
  readonly onChange: (search: URLSearchParams) => void;
}

// A class that is not there, or a model without a name, is nothing anyone could ask for.
const ALWAYS_GIVEN = new Set(["model_id", "project", "class", "tag", "inference_id", "error_type"]);

function Texts({ kind, search, onChange }: TextsProps) {
  const { query } = useTimeWindow();
  const facets = useInferenceFacets(query, true);
  const found = facets.data?.facets.find((facet) => facet.filter === kind.id)?.values ?? [];
  const offered = found.map(({ value, inferences }) => ({ value, count: inferences }));
  return (
    <Values
      label={kind.label}
      offered={ALWAYS_GIVEN.has(kind.id) ? offered : [...offered, { value: NOT_GIVEN, count: null }]}
      values={textsOf(search, kind.id).map((value) => (value === "" ? NOT_GIVEN : value))}
      onChange={(values) =>
        onChange(
          withTexts(
            search,
            kind.id,
            values.map((value) => (value === NOT_GIVEN ? "" : value)),
          ),
        )
      }
    />
  );
}

interface ValuesProps {
  readonly label: string;
  readonly offered: readonly { readonly value: string; readonly count: number | null }[];
  readonly values: readonly string[];
  readonly onChange: (values: string[]) => void;
}

/** Any of these values; what is offered is what there was, anything else may be typed. */
function Values({ label, offered, values, onChange }: ValuesProps) {
  const counts = new Map(offered.map(({ value, count }) => [value, count]));
  return (
    <TagsInput
      label={label}
      description="Any of these"
      size="xs"
      data-autofocus
      placeholder={values.length === 0 ? "Choose or type" : ""}
      comboboxProps={{ withinPortal: false }}
      maxDropdownHeight={240}
      clearable
      data={offered.map(({ value }) => value)}
      value={[...values]}
      onChange={onChange}
      renderOption={({ option }) => (
        <span className="filter-option">
          <span>{option.value}</span>
          <span className="numeric cell-mute">{formatOption(counts.get(option.value))}</span>
        </span>
      )}
    />
  );
}

function formatOption(count: number | null | undefined): string {
  return count == null ? "" : formatCount(count);
}

interface RangeProps {
  readonly id: string;
  readonly scale: Scale;
  readonly search: URLSearchParams;
  readonly onChange: (search: URLSearchParams) => void;
  readonly onDone: () => void;
}

type Entered = number | string;

function Range({ id, scale, search, onChange, onDone }: RangeProps) {
  const before = boundsOf(search, id);
  const beyond = scale.isWhole ? 1 : 0;
  const [from, setFrom] = useState<Entered>(shownOf(before.from, scale, 0));
  const [upper, setUpper] = useState<Entered>(shownOf(before.below, scale, beyond));
  const bounds = { from: boundOf(from, scale, 0), below: boundOf(upper, scale, beyond) };
  const isImpossible = bounds.from !== null && bounds.below !== null && bounds.from >= bounds.below;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isImpossible) {
      onChange(withBounds(search, id, bounds));
      onDone();
    }
  };
  const field = {
    size: "xs",
    min: 0,
    step: scale.step,
    allowNegative: id.startsWith("metadata."),
    suffix: scale.unit === "" ? "" : ` ${scale.unit}`,
  };
  return (
    <form onSubmit={submit} className="filter-range">
      <NumberInput {...field} label="At least" data-autofocus value={from} onChange={setFrom} />
      <NumberInput {...field} label={scale.isWhole ? "At most" : "Below"} value={upper} onChange={setUpper} />
      <Button type="submit" size="xs" fullWidth disabled={isImpossible}>
        {isImpossible ? "Nothing lies between" : "Apply"}
      </Button>
    </form>
  );
}

function shownOf(bound: number | null, scale: Scale, beyond: number): Entered {
  return bound === null ? "" : round(bound * scale.factor) - beyond;
}

function boundOf(entered: Entered, scale: Scale, beyond: number): number | null {
  return entered === "" || Number.isNaN(Number(entered)) ? null : round((Number(entered) + beyond) / scale.factor);
}

interface MetadataProps {
  readonly id: string;
  readonly name: string;
  readonly search: URLSearchParams;
  readonly onChange: (search: URLSearchParams) => void;
  readonly onDone: () => void;
}

const NUMBERS: Scale = { factor: 1, step: 1, unit: "", isWhole: false };

function Metadata({ id, name, search, onChange, onDone }: MetadataProps) {
  const { query } = useTimeWindow();
  const fields = useMetadataFields(query);
  const field = fields.data?.fields.find((candidate) => candidate.name === name);
  const offered = (field?.values ?? []).map(({ value, inferences }) => ({ value: String(value), count: inferences }));
  const hasNumbers = field?.types.includes("number") === true;
  return (
    <div className="filter-metadata">
      <Values
        label={name}
        offered={offered}
        values={textsOf(search, id)}
        onChange={(values) => onChange(withTexts(search, id, values))}
      />
      {hasNumbers && <Range id={id} scale={NUMBERS} search={search} onChange={onChange} onDone={onDone} />}
    </div>
  );
}
