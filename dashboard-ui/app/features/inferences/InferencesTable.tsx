import { Button } from "@mantine/core";
import { useMemo, useState } from "react";
import { Link, useSearchParams } from "react-router";
import { useInferenceCount, useInferences } from "../../api/inferenceHooks";
import type { Inference } from "../../api/types";
import { counted, exactCount } from "../../shared/format/numbers";
import { EmptyState } from "../../shared/states/EmptyState";
import { FirstInference } from "../../shared/states/FirstInference";
import { ProblemNotice } from "../../shared/states/ProblemNotice";
import { DataTable } from "../../shared/table/DataTable";
import { TablePanel } from "../../shared/table/TablePanel";
import { useTimeWindow } from "../../shared/window/TimeWindowContext";
import { keptSearch, phraseOf } from "../../shared/window/timeWindow";
import { ColumnsMenu } from "./ColumnsMenu";
import { ExportMenu, ExportProgress } from "./ExportMenu";
import { FilterBar } from "./FilterBar";
import { filterOf, withoutFilters } from "./filters";
import { keyOf, openedKey, pageOf, withInference } from "./opened";
import { useColumns } from "./useColumns";
import { useExport } from "./useExport";
import { useNewIds } from "./useNewIds";
import { ViewsMenu } from "./ViewsMenu";

const PAGE = 50;
const NONE: ReadonlySet<string> = new Set();

interface InferencesTableProps {
  /** On the overview: the newest alone, without filters. */
  readonly isRecent?: boolean;
}

/** Inferences, newest first. While the page is live, new ones arrive on top; looking back pauses it. */
export function InferencesTable({ isRecent = false }: InferencesTableProps) {
  const { query, window, setLive } = useTimeWindow();
  const [search, setSearch] = useSearchParams();
  const filter = useMemo(() => (isRecent ? {} : filterOf(search)), [isRecent, search]);
  const question = JSON.stringify(filter) + window.preset;
  const inferences = useInferences(query, filter, PAGE);
  const total = useInferenceCount(query, filter, !isRecent);
  const rows = useMemo(() => inferences.data?.pages.flatMap((page) => page.inferences), [inferences.data]);
  const newIds = useNewIds(
    useMemo(() => rows?.map(keyOf), [rows]),
    question,
  );
  const { chosen, columns, toggle, reset } = useColumns();
  const [selected, setSelected] = useState(NONE);
  const exporting = useExport();
  const label = isRecent ? "Recent inferences" : "Inferences";

  if (inferences.isError && rows === undefined) {
    return (
      <ProblemNotice
        what="The inferences could not be loaded."
        error={inferences.error}
        onRetry={() => void inferences.refetch()}
      />
    );
  }
  const hasFilter = Object.keys(filter).length > 0;
  return (
    <TablePanel
      label={label}
      count={isRecent ? newest(rows, inferences.hasNextPage) : totalOf(total.data?.inferences, total.isError, rows)}
      tools={
        isRecent ? (
          <Link to={`/inferences${keptSearch(search)}`}>All inferences</Link>
        ) : (
          <>
            <FilterBar />
            <div className="table-actions">
              <ViewsMenu search={search} />
              <ExportMenu
                total={total.data?.inferences}
                selected={rows?.filter((row) => selected.has(keyOf(row))) ?? []}
                onStart={(format) =>
                  void exporting.start({ window: query, filter, format, total: total.data?.inferences ?? null })
                }
              />
              <ColumnsMenu chosen={chosen} onToggle={toggle} onReset={reset} />
            </div>
          </>
        )
      }
    >
      {exporting.state !== null && <ExportProgress state={exporting.state} onStop={exporting.stop} />}
      {rows?.length === 0 ? (
        <EmptyState title={`No inferences in ${phraseOf(window)}${hasFilter ? " pass these filters" : ""}`}>
          {hasFilter ? (
            <Button variant="default" size="xs" onClick={() => setSearch(withoutFilters)}>
              Clear the filters
            </Button>
          ) : (
            <>
              <p>Every reported inference is listed here, with its predictions and its image when one was sent.</p>
              {!isRecent && <FirstInference />}
            </>
          )}
        </EmptyState>
      ) : (
        <DataTable
          label={label}
          columns={columns}
          rows={rows}
          idOf={keyOf}
          hrefOf={(inference) => ({ search: withInference(search, inference).toString() })}
          pageOf={(inference) => pageOf(search, inference)}
          openId={openedKey(search)}
          newIds={newIds}
          {...(isRecent ? {} : { selection: { ids: selected, onChange: setSelected } })}
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

function newest(rows: readonly Inference[] | undefined, hasMore: boolean): string | undefined {
  if (rows === undefined) {
    return undefined;
  }
  return hasMore ? `Newest ${rows.length}` : counted(rows.length, "inference");
}

/** The total comes by itself; until then, or when it is too dear, what is loaded is counted. */
function totalOf(
  total: number | undefined,
  isUnknown: boolean,
  rows: readonly Inference[] | undefined,
): string | undefined {
  if (total !== undefined) {
    return `${exactCount(total)} ${total === 1 ? "inference" : "inferences"}`;
  }
  return isUnknown && rows !== undefined ? `${rows.length} loaded, the total is not known` : undefined;
}
