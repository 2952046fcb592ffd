import type { DeviceUsage } from "../../api/types";
import { Fact, Facts } from "../../shared/facts/Facts";
import { exactCount } from "../../shared/format/numbers";
import { DataTable } from "../../shared/table/DataTable";
import { errorColumns, modelColumns, sampleColumns, streamColumns } from "./usageColumns";

interface UsageProps {
  /** Undefined while the first answer is under way. */
  readonly usage: DeviceUsage | undefined;
}

/** What the servers say that they did, beside what they reported, so that a gap shows. */
export function ServerCounts({ usage }: UsageProps) {
  const says = usage?.counts.server;
  return (
    <section className="device__block" aria-labelledby="counts">
      <h3 id="counts">Counted by its servers</h3>
      {usage !== undefined && says === null ? (
        <p>
          Its servers do not say what they count. With METRICS_COLLECTOR_BASE_URL set to the address of this system they
          do, and then a report that was lost shows as a gap.
        </p>
      ) : (
        <>
          <p>
            A report that is lost on the way is not sent again; a server's own count is. What is counted and was not
            reported is a gap.
          </p>
          <Facts>
            <Fact name="The server says">{exactCount(says)}</Fact>
            <Fact name="We were told">{exactCount(usage?.counts.told)}</Fact>
            <Fact name="Missing" remark={usage === undefined ? undefined : pendingRemark(usage.counts.pending)}>
              {exactCount(usage?.counts.missing)}
            </Fact>
          </Facts>
          <div className="panel">
            <DataTable
              label="Counts by model"
              columns={modelColumns}
              rows={usage?.models}
              idOf={(row) => row.model_id}
            />
          </div>
        </>
      )}
    </section>
  );
}

function pendingRemark(pending: number): string | undefined {
  return pending === 0 ? undefined : `${exactCount(pending)} too new to have been reported`;
}

/** What failed on the device; no report of inferences says that. */
export function ServerErrors({ usage }: UsageProps) {
  const errors = usage?.errors;
  return (
    <section className="device__block" aria-labelledby="errors">
      <h3 id="errors">Errors</h3>
      {errors?.length === 0 ? (
        <p>Its servers counted none in this time.</p>
      ) : (
        <div className="panel">
          <DataTable
            label="Errors"
            columns={errorColumns}
            rows={errors}
            idOf={(row) => [row.category, row.resource_id, row.type, row.status].join(" ")}
          />
        </div>
      )}
    </section>
  );
}

/** Runs of video pipelines, which report no inferences. */
export function VideoStreams({ usage }: UsageProps) {
  const streams = usage?.streams ?? [];
  return streams.length === 0 ? null : (
    <section className="device__block" aria-labelledby="streams">
      <h3 id="streams">Video streams</h3>
      <div className="panel">
        <DataTable label="Video streams" columns={streamColumns} rows={streams} idOf={(row) => row.stream_id} />
      </div>
    </section>
  );
}

/** The most confident predictions that video workflows chose to report. */
export function WorkflowSamples({ usage }: UsageProps) {
  const samples = usage?.samples ?? [];
  return samples.length === 0 ? null : (
    <section className="device__block" aria-labelledby="samples">
      <h3 id="samples">Samples of video workflows</h3>
      <p>The most confident prediction of each class, as a workflow reports it; in no total.</p>
      <div className="panel">
        <DataTable
          label="Samples"
          columns={sampleColumns}
          rows={samples}
          idOf={(row) => `${row.model_id} ${row.class}`}
        />
      </div>
    </section>
  );
}
