import { useIntegrity } from "../../api/hooks";
import type { Integrity as Report } from "../../api/types";
import { exactCount } from "../../shared/format/numbers";
import { ProblemNotice } from "../../shared/states/ProblemNotice";
import { Age } from "../../shared/table/Age";
import { DataTable } from "../../shared/table/DataTable";
import { type PartitionRow, partitionColumns, rollupColumns } from "./columns";
import { DeadLetters } from "./DeadLetters";
import "./integrity.css";
import { Room } from "./Room";
import { VerdictMark } from "./VerdictMark";

/** Whether every inference counts once: what was compared with what, and what came of it. */
export function Integrity() {
  const integrity = useIntegrity();
  const report = integrity.data;
  return (
    <section className="settings settings--wide" aria-labelledby="integrity">
      <header className="settings__head">
        <div>
          <h2 id="integrity">Integrity</h2>
          <p>
            Every inference that was acknowledged counts once. This is checked all the time: each position of the log
            against what was stored for it, and the stored rows against the sums that the dashboard shows.
          </p>
        </div>
      </header>
      {integrity.isError && report === undefined ? (
        <div className="panel">
          <ProblemNotice
            what="The result of the comparison could not be loaded."
            error={integrity.error}
            onRetry={() => void integrity.refetch()}
            consolation="Counting goes on."
          />
        </div>
      ) : (
        <>
          <Verdict report={report} />
          <Partitions report={report} />
          <Rollups report={report} />
        </>
      )}
      <Room />
      <DeadLetters />
    </section>
  );
}

function Verdict({ report }: { readonly report: Report | undefined }) {
  return (
    <div className="panel verdict" aria-busy={report === undefined}>
      <VerdictMark verdict={report?.verdict} />
      <p className="verdict__summary">{report?.summary ?? "Loading the last comparison …"}</p>
      <dl className="verdict__figures">
        <Figure name="Lost" value={report?.lost} isBad={(report?.lost ?? 0) > 0} />
        <Figure name="Double" value={report?.double} isBad={(report?.double ?? 0) > 0} />
        <Figure name="Copies left out, 24 h" value={report?.copies_24h} />
        <Figure name="Dead letters, 24 h" value={report?.dead_letters} />
      </dl>
      {report?.as_of != null && (
        <p className="verdict__time">
          Compared <Age at={report.as_of} />
          {report.last_run_seconds != null && `, in ${report.last_run_seconds.toFixed(1)} s`}
        </p>
      )}
    </div>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: number | undefined;
  readonly isBad?: boolean;
}

function Figure({ name, value, isBad = false }: FigureProps) {
  return (
    <div data-bad={isBad || undefined}>
      <dt>{name}</dt>
      <dd className="numeric">{exactCount(value)}</dd>
    </div>
  );
}

function Partitions({ report }: { readonly report: Report | undefined }) {
  const rows: PartitionRow[] | undefined = report?.topics
    .toSorted((one, other) => one.topic.localeCompare(other.topic))
    .flatMap((topic) =>
      topic.partitions.map((partition) => ({ ...partition, topic: topic.topic, table: topic.table })),
    );
  return (
    <div className="integrity__block">
      <h3>Log and rows</h3>
      <p>
        Each record of a partition is a row, a copy of one, a dead letter, or not for the table, as the pipeline's own
        heartbeats. Anything else is lost or double.
      </p>
      <div className="panel">
        <DataTable
          label="Log and rows"
          columns={partitionColumns}
          rows={rows}
          idOf={(row) => `${row.topic}-${row.partition}`}
        />
      </div>
    </div>
  );
}

function Rollups({ report }: { readonly report: Report | undefined }) {
  return (
    <div className="integrity__block">
      <h3>Rows and sums</h3>
      <p>The sums of each closed quarter-hour are computed again from the rows and held against what is stored.</p>
      <div className="panel">
        <DataTable label="Rows and sums" columns={rollupColumns} rows={report?.rollups} idOf={(row) => row.rollup} />
      </div>
    </div>
  );
}
