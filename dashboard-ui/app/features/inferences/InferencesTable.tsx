import { Button, Select } from "@mantine/core";
import { useMemo } from "react";
import { Link, useSearchParams } from "react-router";
import { useDevices, useInferences, useModels } from "../../api/hooks";
import type { Inference } from "../../api/types";
import { counted } from "../../shared/format/numbers";
import { EmptyState } from "../../shared/states/EmptyState";
import { FirstInference } from "../../shared/states/FirstInference";
import { ProblemNotice } from "../../shared/states/ProblemNotice";
import { DataTable } from "../../shared/table/DataTable";
import { TablePanel } from "../../shared/table/TablePanel";
import { useTimeWindow } from "../../shared/window/TimeWindowContext";
import { keptSearch, phraseOf } from "../../shared/window/timeWindow";
import { COLUMNS } from "./columns";
import { filterOf, withFilter } from "./filter";
import { keyOf, openedKey, withInference } from "./opened";
import { useNewIds } from "./useNewIds";

const PAGE = 50;

interface InferencesTableProps {
  /** On the overview: the newest alone, without filters. */
  readonly isRecent?: boolean;
}

/** Inferences, newest first. While the page is live, new ones arrive on top; looking back pauses it. */
export function InferencesTable({ isRecent = false }: InferencesTableProps) {
  const { query, window, setLive } = useTimeWindow();
  const [search] = useSearchParams();
  const filter = isRecent ? {} : filterOf(search);
  const inferences = useInferences(query, filter, PAGE);
  const rows = useMemo(() => inferences.data?.pages.flatMap((page) => page.inferences), [inferences.data]);
  const newIds = useNewIds(
    useMemo(() => rows?.map(keyOf), [rows]),
    JSON.stringify(filter) + window.preset,
  );

  if (inferences.isError && rows === undefined) {
    return (
      <ProblemNotice
        what="The inferences could not be loaded."
        error={inferences.error}
        onRetry={() => void inferences.refetch()}
      />
    );
  }
  return (
    <TablePanel
      label={isRecent ? "Recent inferences" : "Inferences"}
      count={countOf(rows, inferences.hasNextPage)}
      tools={isRecent ? <Link to={`/inferences${keptSearch(search)}`}>All inferences</Link> : <Filters />}
    >
      {rows?.length === 0 ? (
        <EmptyState title={emptyTitle(filter, phraseOf(window))}>
          <p>Every reported inference is listed here, with its predictions and its image when one was sent.</p>
          {!isRecent && <FirstInference />}
        </EmptyState>
      ) : (
        <DataTable
          label={isRecent ? "Recent inferences" : "Inferences"}
          columns={COLUMNS}
          rows={rows}
          idOf={keyOf}
          hrefOf={(inference) => ({ search: withInference(search, inference).toString() })}
          openId={openedKey(search)}
          newIds={newIds}
        />
      )}
      {inferences.hasNextPage && (
        <div className="table-more">
          <Button
            variant="default"
            size="xs"
            loading={inferences.isFetchingNextPage}
            onClick={() => {
              setLive(false);
              void inferences.fetchNextPage();
            }}
          >
            Show older
          </Button>
        </div>
      )}
    </TablePanel>
  );
}

function Filters() {
  const { query } = useTimeWindow();
  const [search, setSearch] = useSearchParams();
  const filter = filterOf(search);
  const models = useModels(query).data?.models.map((model) => model.model_id) ?? [];
  const devices = useDevices(query).data?.devices.map((device) => device.device_id) ?? [];
  const choose = (name: "model_id" | "device_id") => (value: string | null) =>
    setSearch(withFilter(search, name, value));
  return (
    <>
      <Select
        {...FILTER}
        aria-label="Model"
        placeholder="Every model"
        data={withChosen(models, filter.model_id)}
        value={filter.model_id ?? null}
        onChange={choose("model_id")}
      />
      <Select
        {...FILTER}
        aria-label="Device"
        placeholder="Every device"
        data={withChosen(devices, filter.device_id)}
        value={filter.device_id ?? null}
        onChange={choose("device_id")}
      />
    </>
  );
}

const FILTER = {
  size: "xs",
  clearable: true,
  searchable: true,
  className: "table-filter",
  maxDropdownHeight: 280,
} as const;

/** What the address names stays choosable, even when it has no row in this window. */
function withChosen(names: readonly string[], chosen: string | undefined): string[] {
  return chosen === undefined || names.includes(chosen) ? [...names] : [chosen, ...names];
}

function countOf(rows: readonly Inference[] | undefined, hasMore: boolean): string | undefined {
  if (rows === undefined) {
    return undefined;
  }
  return hasMore ? `Newest ${rows.length}` : counted(rows.length, "inference");
}

function emptyTitle(filter: ReturnType<typeof filterOf>, phrase: string): string {
  const of = filter.model_id === undefined ? "" : ` of ${filter.model_id}`;
  const on = filter.device_id === undefined ? "" : ` on ${filter.device_id}`;
  return `No inferences${of}${on} in ${phrase}`;
}
