import { ActionIcon, Table, Tooltip } from "@mantine/core";
import { IconChartBar, IconTable } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { CopyAction } from "../copy/CopyAction";
import { exact } from "../format/numbers";
import { formatBucket } from "../format/times";
import "./charts.css";
import { TimeChart } from "./lazy";
import { swatchClass } from "./series";
import type { TimeChartProps } from "./TimeChart";

interface ChartPanelProps extends Omit<TimeChartProps, "label" | "height"> {
  readonly title: string;
  readonly height: number;
  /** What the chart says, in a sentence, for those who hear it. */
  readonly summary: string;
}

/** A chart with its name, its legend, and the same numbers as a table or as CSV. */
export function ChartPanel({ title, summary, height, ...chart }: ChartPanelProps) {
  const [isTable, setTable] = useState(false);
  const csv = useMemo(() => () => csvOf(chart.instants, chart.series), [chart.instants, chart.series]);
  const legend = chart.series.length > 1;
  return (
    <section className="panel chart-panel" aria-label={title}>
      <header className="panel__head">
        <h2 className="panel__title">{title}</h2>
        {legend && (
          <ul className="legend">
            {chart.series.map((series) => (
              <li key={series.name}>
                <span className={swatchClass(series)} style={{ "--swatch": `var(--${series.colour})` }} />
                {series.name}
              </li>
            ))}
          </ul>
        )}
        <div className="panel__actions">
          <Tooltip label={isTable ? "Show as chart" : "Show as table"}>
            <ActionIcon
              size={28}
              aria-label={isTable ? `Show ${title} as chart` : `Show ${title} as table`}
              onClick={() => setTable(!isTable)}
            >
              {isTable ? <IconChartBar size={16} /> : <IconTable size={16} />}
            </ActionIcon>
          </Tooltip>
          <CopyAction text={csv} label="Copy as CSV" of={title} />
        </div>
      </header>
      {isTable ? (
        <BucketTable title={title} height={height} chart={chart} />
      ) : (
        <TimeChart {...chart} height={height} label={`${title}. ${summary}`} />
      )}
    </section>
  );
}

interface BucketTableProps {
  readonly title: string;
  readonly height: number;
  readonly chart: Pick<TimeChartProps, "instants" | "series" | "bucketSeconds" | "format">;
}

function BucketTable({ title, height, chart }: BucketTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="bucket-table" style={{ height }} tabIndex={0} aria-label={`${title} as table`}>
      <Table stickyHeader borderColor="var(--line)" verticalSpacing={4} fz={13} className="numeric">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Time</Table.Th>
            {chart.series.map((series) => (
              <Table.Th key={series.name} ta="right">
                {series.name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {chart.instants.map((at, index) => (
            <Table.Tr key={at.toISOString()}>
              <Table.Td>{formatBucket(at, chart.bucketSeconds)}</Table.Td>
              {chart.series.map((series) => {
                const value = series.values[index];
                return (
                  <Table.Td key={series.name} ta="right">
                    {value == null ? "–" : chart.format(value)}
                  </Table.Td>
                );
              })}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

/** The chart's numbers, exactly; moments in UTC, so that a spreadsheet elsewhere reads them alike. */
export function csvOf(instants: readonly Date[], series: TimeChartProps["series"]): string {
  const head = ["at", ...series.map((one) => one.name)].map(quoted).join(",");
  const rows = instants.map((at, index) =>
    [at.toISOString(), ...series.map((one) => exact(one.values[index]))].join(","),
  );
  return [head, ...rows].join("\n");
}

function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
