import { ActionIcon, Table, Tooltip } from "@mantine/core";
import { IconChartBar, IconTable } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { CopyAction } from "../copy/CopyAction";
import "./charts.css";
import { cssOf, swatchClass, type TimeSeries } from "./series";

export interface ChartTable {
  readonly head: readonly string[];
  /** By a key of its own; the first cell says what the row is about. */
  readonly rows: readonly { readonly key: string; readonly cells: readonly string[] }[];
}

interface ChartFrameProps {
  readonly title: string;
  readonly height: number;
  readonly legend: readonly Pick<TimeSeries, "name" | "kind" | "colour" | "isHatched" | "isFaint" | "dash">[];
  /** The same numbers, to be read. */
  readonly table: () => ChartTable;
  readonly csv: () => string;
  readonly help?: ReactNode;
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

/** A chart with its name, its legend, and the same numbers as a table or as CSV. */
export function ChartFrame({ title, height, legend, table, csv, help, tools, children }: ChartFrameProps) {
  const [isTable, setTable] = useState(false);
  const toggle = isTable ? `Show ${title} as chart` : `Show ${title} as table`;
  return (
    <section className="panel chart-panel" aria-label={title}>
      <header className="panel__head">
        <h2 className="panel__title">{title}</h2>
        {help}
        {legend.length > 1 && (
          <ul className="legend">
            {legend.map((series) => (
              <li key={series.name}>
                <span className={swatchClass(series)} style={{ "--swatch": cssOf(series.colour) }} />
                {series.name}
              </li>
            ))}
          </ul>
        )}
        <div className="panel__actions">
          {tools}
          <Tooltip label={isTable ? "Show as chart" : "Show as table"}>
            <ActionIcon size={28} aria-label={toggle} onClick={() => setTable(!isTable)}>
              {isTable ? <IconChartBar size={16} /> : <IconTable size={16} />}
            </ActionIcon>
          </Tooltip>
          <CopyAction text={csv} label="Copy as CSV" of={title} />
        </div>
      </header>
      {isTable ? <NumbersTable title={title} height={height} table={table()} /> : children}
    </section>
  );
}

interface NumbersTableProps {
  readonly title: string;
  readonly height: number;
  readonly table: ChartTable;
}

function NumbersTable({ title, height, table }: NumbersTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="bucket-table" style={{ height }} tabIndex={0} aria-label={`${title} as table`}>
      <Table stickyHeader borderColor="var(--line)" verticalSpacing={4} fz={13} className="numeric">
        <Table.Thead>
          <Table.Tr>
            {table.head.map((name, index) => (
              <Table.Th key={name} ta={index === 0 ? "left" : "right"}>
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {table.rows.map((row) => (
            <Table.Tr key={row.key}>
              {row.cells.map((cell, index) => (
                <Table.Td key={table.head[index]} ta={index === 0 ? "left" : "right"}>
                  {cell}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
