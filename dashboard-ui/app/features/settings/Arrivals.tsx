import { Skeleton } from "@mantine/core";
import { Link } from "react-router";
import { useKeyActivity } from "../../api/hooks";
import type { KeyUse } from "../../api/types";
import { CodeBlock } from "../../shared/copy/CodeBlock";
import { useSession } from "../../shared/session/SessionContext";
import { EmptyState } from "../../shared/states/EmptyState";
import { ProblemNotice } from "../../shared/states/ProblemNotice";
import { Age } from "../../shared/table/Age";
import { DataTable } from "../../shared/table/DataTable";
import { refusalColumns, reportColumns, unknownKeyColumns } from "./arrivalColumns";
import "./settings.css";

/** Why does a server never show up? What came with each key, and what was refused and what to do about it. */
export function Arrivals() {
  const activity = useKeyActivity();
  const known = activity.data;
  return (
    <section className="settings" aria-labelledby="arrivals">
      <header className="settings__head">
        <div>
          <h2 id="arrivals">Nothing arrives?</h2>
          <p>
            What came with each key, and what was refused. A request shows here within a quarter of a minute, whether it
            was taken or not.
          </p>
        </div>
      </header>
      {known === undefined && activity.isError ? (
        <div className="panel">
          <ProblemNotice
            what="What came could not be loaded."
            error={activity.error}
            onRetry={() => void activity.refetch()}
            consolation="Reports are taken all the same."
          />
        </div>
      ) : known === undefined ? (
        <div role="status" aria-label="Loading">
          <Skeleton height={160} />
        </div>
      ) : (
        <>
          {!known.is_complete && (
            <p className="settings__note" role="status">
              Not all that came before is known at the moment, so that something may be missing here.
            </p>
          )}
          {known.api_keys.length === 0 && (
            <EmptyState title="No keys yet">
              <p>
                Nothing can be reported without one: <Link to="/settings">make a key</Link> with the scope “ingest”.
              </p>
            </EmptyState>
          )}
          {known.api_keys
            .filter((key) => key.revoked_at === null || key.refusals.length > 0)
            .map((key) => (
              <KeyArrivals key={key.id} use={key} isComplete={known.is_complete} />
            ))}
          {known.unknown_keys.length > 0 && (
            <section className="arrivals" aria-label="Without a key that exists">
              <h3>Without a key that exists</h3>
              <p>Of a key that is not known only its first characters are kept, and none of a short one.</p>
              <div className="panel">
                <DataTable
                  label="Requests without a key that exists"
                  columns={unknownKeyColumns}
                  rows={known.unknown_keys}
                  idOf={(row) => [row.method, row.path, row.reason, row.key_hint].join(" ")}
                />
              </div>
            </section>
          )}
        </>
      )}
    </section>
  );
}

interface KeyArrivalsProps {
  readonly use: KeyUse;
  readonly isComplete: boolean;
}

function KeyArrivals({ use, isComplete }: KeyArrivalsProps) {
  return (
    <section className="arrivals" aria-label={use.name}>
      <h3>
        <span className={use.revoked_at === null ? "key-name" : "key-name key-name--off"}>{use.name}</span>{" "}
        <code className="key-hint">{use.hint}</code>{" "}
        {use.last_used_at !== null && (
          <span className="arrivals__used">
            last used <Age at={use.last_used_at} />
          </span>
        )}
      </h3>
      {use.received.length > 0 && (
        <div className="panel">
          <DataTable
            label={`Received with ${use.name}`}
            columns={reportColumns}
            rows={use.received}
            idOf={(row) => row.kind}
          />
        </div>
      )}
      {use.refusals.length > 0 && (
        <div className="panel">
          <DataTable
            label={`Refused to ${use.name}`}
            columns={refusalColumns}
            rows={use.refusals}
            idOf={(row) => [row.method, row.path, row.reason, row.field, row.detail].join(" ")}
          />
        </div>
      )}
      {use.received.length === 0 && use.refusals.length === 0 && (
        <NothingCame isUsed={use.last_used_at !== null} isComplete={isComplete} />
      )}
    </section>
  );
}

interface NothingCameProps {
  readonly isUsed: boolean;
  readonly isComplete: boolean;
}

function NothingCame({ isUsed, isComplete }: NothingCameProps) {
  const { ingest_url: ingestUrl } = useSession();
  if (!isComplete) {
    return <p>Nothing is known of this key at the moment.</p>;
  }
  return isUsed ? (
    <p>The key was used, but nothing was reported with it.</p>
  ) : (
    <>
      <p>
        No request with this key has reached this system. Is the variable set, has the server been started again, and
        can it reach this address?
      </p>
      <CodeBlock label="setting" code={`METRICS_URL=${ingestUrl}/inference-stats`} />
    </>
  );
}
