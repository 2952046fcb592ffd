import { Skeleton } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import {
  createSortedRowModel,
  rowSortingFeature,
  type SortingState,
  sortFn_alphanumeric,
  sortFn_basic,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { type MouseEvent, type ReactNode, useMemo, useRef, useState } from "react";
import { Link, type To, useNavigate } from "react-router";
import { useSort } from "./useSort";
import "./data-table.css";

export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  /** For columns that explain themselves; the header is then only heard. */
  readonly isHeaderHidden?: boolean;
  readonly cell: (row: Row) => ReactNode;
  /** What the rows are sorted by when this column is chosen; null sorts last. Without it the column cannot be chosen. */
  readonly sortBy?: (row: Row) => number | string | null | undefined;
  readonly isNumeric?: boolean;
  /** Narrower pages do without this column. */
  readonly hideBelow?: "phone" | "tablet" | "desktop" | "wide";
  readonly width?: number | string;
}

/** Which rows are chosen for something that is done with several. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  readonly onChange: (ids: ReadonlySet<string>) => void;
}

interface DataTableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  /** Undefined while the first answer is under way. */
  readonly rows: readonly Row[] | undefined;
  readonly idOf: (row: Row) => string;
  /** Where a row leads, if anywhere; the link is on the first cell, a click anywhere follows it. */
  readonly hrefOf?: (row: Row) => To | undefined;
  /** Somebody points at a row that leads somewhere: time to load what is there. */
  readonly onPoint?: (row: Row) => void;
  /** Where `↵` leads, when that is not where a click does. */
  readonly pageOf?: (row: Row) => To;
  readonly openId?: string | null;
  readonly selection?: Selection;
  readonly newIds?: ReadonlySet<string>;
  /** `-requests` = by requests, the largest first. */
  readonly defaultSort?: string;
}

const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { basic: sortFn_basic, alphanumeric: sortFn_alphanumeric },
});
const SKELETON_ROWS = ["a", "b", "c", "d", "e", "f"];

/** Rows of one kind: sticky head, sortable (kept in the address), `j`/`k` to move, `↵` to open and `x` to select. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { rows, columns, idOf } = props;
  const [sort, setSort] = useSort(props.defaultSort ?? "");
  const data = useMemo(() => (rows === undefined ? [] : [...rows]), [rows]);
  const definitions = useMemo(() => definitionsOf(columns), [columns]);
  const sorting = useMemo(() => sortingOf(sort), [sort]);
  const table = useTable({
    features,
    data,
    columns: definitions,
    getRowId: idOf,
    state: { sorting },
    enableSortingRemoval: false,
    enableMultiSort: false,
    onSortingChange: (change) => setSort(sortOf(typeof change === "function" ? change(sorting) : change)),
  });
  const sorted = table.getRowModel().rows;
  const ids = sorted.map((row) => row.id);
  const { active, setActive, body } = useRowKeys(
    ids,
    (index) => {
      const row = sorted[index];
      return row === undefined ? undefined : (props.pageOf ?? props.hrefOf)?.(row.original);
    },
    props.selection,
  );

  return (
    <div className="data-table" data-loading={rows === undefined}>
      <table aria-label={props.label}>
        <thead>
          <tr>
            {props.selection !== undefined && (
              <th scope="col" className="data-table__select">
                <SelectAll ids={ids} selection={props.selection} />
              </th>
            )}
            {table.getHeaderGroups()[0]?.headers.map((header, index) => {
              const column = columns[index];
              const direction = header.column.getIsSorted();
              return column === undefined ? null : (
                <th
                  key={header.id}
                  scope="col"
                  className={classOf(column)}
                  style={column.width === undefined ? undefined : { width: column.width }}
                  aria-sort={direction === false ? undefined : direction === "asc" ? "ascending" : "descending"}
                >
                  {column.sortBy === undefined ? (
                    <span className={column.isHeaderHidden === true ? "visually-hidden" : undefined}>
                      {column.header}
                    </span>
                  ) : (
                    <button type="button" onClick={header.column.getToggleSortingHandler()}>
                      {column.header}
                      <SortMark direction={direction} />
                    </button>
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody ref={body}>
          {rows === undefined
            ? SKELETON_ROWS.map((row) => (
                <SkeletonRow key={row} columns={columns} isSelectable={props.selection !== undefined} />
              ))
            : sorted.map((row, index) => (
                <DataRow
                  key={row.id}
                  id={row.id}
                  row={row.original}
                  table={props}
                  isActive={index === active}
                  onPoint={() => setActive(index)}
                />
              ))}
        </tbody>
      </table>
    </div>
  );
}

interface DataRowProps<Row> {
  readonly id: string;
  readonly row: Row;
  readonly table: DataTableProps<Row>;
  readonly isActive: boolean;
  readonly onPoint: () => void;
}

function DataRow<Row>({ id, row, table, isActive, onPoint }: DataRowProps<Row>) {
  const navigate = useNavigate();
  const href = table.hrefOf?.(row);
  const follow = (event: MouseEvent) => {
    // A menu or dialog of a cell hands its clicks on to the row, though it lies over the page.
    const isOnRow = event.target instanceof Element && event.currentTarget.contains(event.target);
    const isOnControl =
      event.target instanceof Element && event.target.closest("a, button, .data-table__select") !== null;
    const isSelecting = globalThis.getSelection()?.toString() !== "";
    if (href !== undefined && isOnRow && !isOnControl && !isSelecting) {
      onPoint();
      void navigate(href);
    }
  };
  return (
    <tr
      className={href === undefined ? undefined : "data-table__row--opens"}
      data-active={isActive || undefined}
      data-open={table.openId === id || undefined}
      data-new={table.newIds?.has(id) || undefined}
      onClick={follow}
      onMouseEnter={() => table.onPoint?.(row)}
    >
      {table.selection !== undefined && (
        <td className="data-table__select">
          <input
            type="checkbox"
            aria-label="Select the row"
            checked={table.selection.ids.has(id)}
            onClick={leaveFocus}
            onChange={() => table.selection?.onChange(toggled(table.selection.ids, id))}
          />
        </td>
      )}
      {table.columns.map((column, index) => (
        <td key={column.id} className={classOf(column)}>
          {index === 0 && href !== undefined ? (
            <Link to={href} className="data-table__link" onClick={onPoint} onFocus={() => table.onPoint?.(row)}>
              {column.cell(row)}
            </Link>
          ) : (
            column.cell(row)
          )}
        </td>
      ))}
    </tr>
  );
}

interface SelectAllProps {
  readonly ids: readonly string[];
  readonly selection: Selection;
}

function SelectAll({ ids, selection }: SelectAllProps) {
  const chosen = ids.filter((id) => selection.ids.has(id)).length;
  return (
    <input
      type="checkbox"
      aria-label="Select all rows"
      ref={(box) => {
        if (box !== null) {
          box.indeterminate = chosen > 0 && chosen < ids.length;
        }
      }}
      checked={chosen > 0 && chosen === ids.length}
      onClick={leaveFocus}
      onChange={() => selection.onChange(chosen === ids.length ? new Set() : new Set(ids))}
    />
  );
}

/** A box that was ticked with the mouse would keep the focus, and with that all keys to itself. */
function leaveFocus(event: MouseEvent<HTMLInputElement>) {
  if (event.detail > 0) {
    event.currentTarget.blur();
  }
}

function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids);
  if (!next.delete(id)) {
    next.add(id);
  }
  return next;
}

interface SkeletonRowProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly isSelectable: boolean;
}

function SkeletonRow<Row>({ columns, isSelectable }: SkeletonRowProps<Row>) {
  return (
    <tr className="data-table__row--loading">
      {isSelectable && <td className="data-table__select" />}
      {columns.map((column, index) => (
        <td key={column.id} className={classOf(column)}>
          <Skeleton height={12} width={index === 0 ? 140 : 56} ml={column.isNumeric === true ? "auto" : 0} radius={4} />
        </td>
      ))}
    </tr>
  );
}

function SortMark({ direction }: { readonly direction: false | "asc" | "desc" }) {
  if (direction === false) {
    return <IconArrowDown size={12} className="data-table__sort data-table__sort--off" aria-hidden="true" />;
  }
  const Arrow = direction === "asc" ? IconArrowUp : IconArrowDown;
  return <Arrow size={12} className="data-table__sort" aria-hidden="true" />;
}

/** `j` and `k` walk the rows, `↵` opens the one they stand on, `x` selects it. */
function useRowKeys(
  ids: readonly string[],
  hrefAt: (index: number) => To | undefined,
  selection: Selection | undefined,
) {
  const navigate = useNavigate();
  const body = useRef<HTMLTableSectionElement>(null);
  const [activeId, setActiveId] = useState<string | null>(null);
  // By id, so that the mark stays on its row when new rows arrive above.
  const active = activeId === null ? -1 : ids.indexOf(activeId);
  const setActive = (index: number) => setActiveId(ids[index] ?? null);
  const move = (by: number) => {
    const next = Math.min(Math.max(active + by, 0), ids.length - 1);
    setActive(next);
    body.current?.children[next]?.scrollIntoView({ block: "nearest" });
  };
  useHotkeys([
    ["j", () => move(1)],
    ["k", () => move(-1)],
    [
      "x",
      () => {
        if (selection !== undefined && activeId !== null && active >= 0) {
          selection.onChange(toggled(selection.ids, activeId));
        }
      },
    ],
    [
      "Enter",
      (event) => {
        const isOnControl = event.target instanceof Element && event.target.closest("a, button, input") !== null;
        const href = isOnControl ? undefined : hrefAt(active);
        if (href !== undefined) {
          void navigate(href);
        }
      },
      { preventDefault: false },
    ],
  ]);
  return { active, setActive, body };
}

function definitionsOf<Row extends object>(columns: readonly Column<Row>[]) {
  return columns.map((column) => ({
    id: column.id,
    accessorFn: (row: Row) => column.sortBy?.(row) ?? undefined,
    enableSorting: column.sortBy !== undefined,
    sortUndefined: "last" as const,
    sortFn: column.isNumeric === true ? ("basic" as const) : ("alphanumeric" as const),
    sortDescFirst: column.isNumeric === true,
  }));
}

function sortingOf(sort: string): SortingState {
  return sort === "" ? [] : [{ id: sort.replace(/^-/, ""), desc: sort.startsWith("-") }];
}

function sortOf(sorting: SortingState): string {
  const first = sorting[0];
  return first === undefined ? "" : `${first.desc ? "-" : ""}${first.id}`;
}

function classOf(column: Column<never> | { isNumeric?: boolean; hideBelow?: string }): string {
  const numeric = column.isNumeric === true ? "numeric data-table__number" : "";
  return column.hideBelow === undefined ? numeric : `${numeric} data-table__hide-${column.hideBelow}`;
}
