import { Select } from "@mantine/core";
import { useMemo } from "react";
import { useSearchParams } from "react-router";
import { useBreakdown, useMetadataFields } from "../../api/hooks";
import type { BreakdownValue, MetadataBreakdown } from "../../api/types";
import { CategoryPanel } from "../../shared/charts/CategoryPanel";
import { CodeBlock } from "../../shared/copy/CodeBlock";
import { counted, formatConfidence } from "../../shared/format/numbers";
import { EmptyState } from "../../shared/states/EmptyState";
import { ProblemNotice } from "../../shared/states/ProblemNotice";
import { DataTable } from "../../shared/table/DataTable";
import { TablePanel } from "../../shared/table/TablePanel";
import { inferencesOf } from "../../shared/window/filteredSearch";
import { useTimeWindow } from "../../shared/window/TimeWindowContext";
import { phraseOf } from "../../shared/window/timeWindow";
import { breakdownColumns, nameOfValue } from "./breakdownColumns";
import { filterOf, nameOf, type ShownModel, scopeOf } from "./scope";

const HEIGHT = 200;
const MOST = 12;
const formatAxis = (value: number) => value.toFixed(2);

/** The model's figures by the values of any metadata field. */
export function Breakdown({ model }: { readonly model: ShownModel }) {
  const { query, window } = useTimeWindow();
  const fields = useMetadataFields(query);
  const names = fields.data?.fields.map((field) => field.name);
  const [field, setField] = useField(names);
  const breakdown = useBreakdown(query, scopeOf(model), field);

  const failed = fields.isError && names === undefined ? fields : breakdown;
  if (failed.isError && failed.data === undefined) {
    return (
      <ProblemNotice
        what="The figures by metadata could not be loaded."
        error={failed.error}
        onRetry={() => void failed.refetch()}
      />
    );
  }
  if (names?.length === 0 || (names !== undefined && field === null)) {
    return (
      <section className="panel">
        <EmptyState title={`No metadata in ${phraseOf(window)}`}>
          <p>Fields that come with an inference, or are attached to it later, can be compared here.</p>
          <CodeBlock label="example" code='"metadata": {"camera_location": "gate", "shift": "early"}' />
        </EmptyState>
      </section>
    );
  }
  const choice = (
    <Select
      size="xs"
      aria-label="Metadata field"
      className="table-filter"
      searchable
      allowDeselect={false}
      data={names ?? []}
      value={field}
      onChange={setField}
    />
  );
  return (
    <div className="model-part">
      {breakdown.data !== undefined && breakdown.data.values.length > 0 && <ValuesChart breakdown={breakdown.data} />}
      <TablePanel label="Metadata" tools={choice} count={countOf(breakdown.data)}>
        {breakdown.data?.values.length === 0 ? (
          <EmptyState title={`${nameOf(model)} did not answer in ${phraseOf(window)}`} />
        ) : (
          <ValuesTable model={model} field={field ?? ""} values={breakdown.data?.values} />
        )}
      </TablePanel>
    </div>
  );
}

interface ValuesTableProps {
  readonly model: ShownModel;
  readonly field: string;
  readonly values: readonly BreakdownValue[] | undefined;
}

function ValuesTable({ model, field, values }: ValuesTableProps) {
  const [search] = useSearchParams();
  const columns = useMemo(() => breakdownColumns(field), [field]);
  return (
    <DataTable
      label={`Figures by ${field}`}
      columns={columns}
      rows={values}
      idOf={keyOf}
      hrefOf={({ value }) => {
        // The list is narrowed by what a field holds, not by the lack of it.
        if (value === null) {
          return undefined;
        }
        const ofValue = new URLSearchParams({ [`metadata.${field}`]: String(value) });
        return `${inferencesOf(search, ...filterOf(model))}&${ofValue}`;
      }}
      defaultSort="-requests"
    />
  );
}

function ValuesChart({ breakdown }: { readonly breakdown: MetadataBreakdown }) {
  const shown = useMemo(() => breakdown.values.slice(0, MOST), [breakdown]);
  const names = useMemo(() => shown.map((one) => nameOfValue(one)), [shown]);
  const series = useMemo(
    () => [
      {
        name: "Average confidence",
        colour: "data-confidence" as const,
        values: shown.map((one) => one.average_confidence ?? null),
      },
    ],
    [shown],
  );
  return (
    <CategoryPanel
      title={`Confidence by ${breakdown.field}`}
      summary={`${counted(breakdown.value_count, "value")} in ${counted(breakdown.inferences, "inference")}.`}
      of={breakdown.field}
      categories={names}
      series={series}
      format={formatConfidence}
      formatAxis={formatAxis}
      height={HEIGHT}
    />
  );
}

function keyOf({ value }: BreakdownValue): string {
  return value === null ? "none" : `${typeof value} ${value}`;
}

function countOf(breakdown: MetadataBreakdown | undefined): string | undefined {
  if (breakdown === undefined) {
    return undefined;
  }
  const { inferences, is_whole, value_count, values } = breakdown;
  const of = is_whole ? counted(inferences, "inference") : `the newest ${counted(inferences, "inference")}`;
  const shown = values.length < value_count ? `${values.length} of ` : "";
  return `${shown}${counted(value_count, "value")} in ${of}`;
}

/** The field to compare by, in the address; without one, that which most inferences have. */
function useField(names: readonly string[] | undefined): [string | null, (field: string | null) => void] {
  const [search, setSearch] = useSearchParams();
  const setField = (field: string | null) =>
    setSearch(
      (previous) => {
        const next = new URLSearchParams(previous);
        if (field === null) {
          next.delete("field");
        } else {
          next.set("field", field);
        }
        return next;
      },
      { replace: true },
    );
  return [search.get("field") ?? names?.[0] ?? null, setField];
}
