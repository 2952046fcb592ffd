import { useMemo } from "react";
import { Link, useSearchParams } from "react-router";
import { useDeviceStates, useDevices } from "../../api/hooks";
import { CodeBlock } from "../../shared/copy/CodeBlock";
import { counted } from "../../shared/format/numbers";
import { useSession } from "../../shared/session/SessionContext";
import { EmptyState } from "../../shared/states/EmptyState";
import { ProblemNotice } from "../../shared/states/ProblemNotice";
import { DataTable } from "../../shared/table/DataTable";
import { TablePanel } from "../../shared/table/TablePanel";
import { containsWords, TableSearch, useWords } from "../../shared/table/TableSearch";
import { deviceAt } from "../../shared/window/filteredSearch";
import { useTimeWindow } from "../../shared/window/TimeWindowContext";
import { phraseOf, previousPhraseOf } from "../../shared/window/timeWindow";
import { columnsOf } from "./columns";
import { joinStates } from "./deviceRow";

interface DevicesTableProps {
  /** Whether an empty table explains how to fill it; not where the page already does. */
  readonly hasGuide?: boolean;
}

/** Every device that reported: whether it lives, and what it does. A row leads to its page. */
export function DevicesTable({ hasGuide = true }: DevicesTableProps) {
  const { query, window } = useTimeWindow();
  const [search] = useSearchParams();
  const [words] = useWords();
  const devices = useDevices(query);
  const states = useDeviceStates();
  const against = previousPhraseOf(window);
  const columns = useMemo(() => columnsOf(against), [against]);
  const reported = devices.data?.devices;
  const known = states.data?.devices;
  const all = useMemo(
    () => (reported === undefined ? undefined : joinStates(reported, known ?? [])),
    [reported, known],
  );
  const rows = useMemo(
    () => all?.filter((row) => containsWords(words, [row.device_id, row.hostname, ...row.tags, ...row.models])),
    [all, words],
  );

  if (devices.isError && reported === undefined) {
    return (
      <ProblemNotice
        what="The devices could not be loaded."
        error={devices.error}
        onRetry={() => void devices.refetch()}
      />
    );
  }
  return (
    <TablePanel
      label="Devices"
      count={rows === undefined ? undefined : counted(rows.length, "device")}
      tools={<TableSearch label="Find a device" />}
    >
      {states.isError && known === undefined && (
        <ProblemNotice
          what="Whether the devices live is not known right now."
          error={states.error}
          onRetry={() => void states.refetch()}
          consolation="What they reported is shown all the same."
        />
      )}
      {rows?.length === 0 ? (
        <NoDevices isSearch={all?.length !== 0} words={words} phrase={phraseOf(window)} hasGuide={hasGuide} />
      ) : (
        <DataTable
          label="Devices"
          columns={columns}
          rows={rows}
          idOf={(row) => row.device_id}
          hrefOf={(row) => deviceAt(search, row.device_id)}
          defaultSort="device"
        />
      )}
    </TablePanel>
  );
}

interface NoDevicesProps {
  readonly isSearch: boolean;
  readonly words: string;
  readonly phrase: string;
  readonly hasGuide: boolean;
}

function NoDevices({ isSearch, words, phrase, hasGuide }: NoDevicesProps) {
  const { ingest_url: ingestUrl } = useSession();
  if (isSearch) {
    return <EmptyState title={`No device matches “${words}”`} />;
  }
  if (!hasGuide) {
    return (
      <EmptyState title={`No device reported in ${phrase}`}>
        <p>A device appears with its first inference that carries a device id, or with its first heartbeat.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState title={`No device reported in ${phrase}`}>
      <p>A device appears with its first inference that carries a device id, or with its first heartbeat:</p>
      <CodeBlock
        label="command"
        code={`curl ${ingestUrl}/v1/heartbeats \\\n  -H "Authorization: Bearer $SIGHTLINE_KEY" \\\n  -H "Content-Type: application/json" \\\n  -d '{"device_id":"line-3","server_id":"server-1"}'`}
      />
      <p>An inference server started with METRICS_URL={ingestUrl}/inference-stats sends heartbeats by itself.</p>
      <p>
        It runs and is not here? <Link to="/settings/arrivals">See what came with each key, and what was refused</Link>.
      </p>
    </EmptyState>
  );
}
