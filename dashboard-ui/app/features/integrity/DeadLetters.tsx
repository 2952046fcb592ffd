import { Button, Group } from "@mantine/core";
import { IconRepeat } from "@tabler/icons-react";
import { useDeadLetters, useReplayDeadLetters } from "../../api/hooks";
import type { DeadLetter } from "../../api/types";
import { counted } from "../../shared/format/numbers";
import { useSession } from "../../shared/session/SessionContext";
import { EmptyState } from "../../shared/states/EmptyState";
import { ProblemNotice } from "../../shared/states/ProblemNotice";
import { DataTable } from "../../shared/table/DataTable";
import { deadLetterColumns, idOf } from "./deadLetterColumns";

/** Records that could not be stored, with the reason; only owners see them, for they hold what was reported. */
export function DeadLetters() {
  const { role } = useSession();
  return role === "owner" ? <DeadLetterList /> : null;
}

function DeadLetterList() {
  const letters = useDeadLetters();
  const replay = useReplayDeadLetters();
  const rows = letters.data?.pages.flatMap((page) => page.letters);
  const open = rows?.filter((letter) => letter.replayed_at == null) ?? [];
  const send = (chosen: readonly DeadLetter[]) =>
    replay.mutate({
      body: { all: null, letters: chosen.map(({ topic, partition, offset }) => ({ topic, partition, offset })) },
    });
  return (
    <div className="integrity__block">
      <Group justify="space-between" align="flex-end">
        <div>
          <h3>Dead letters</h3>
          <p>Records that could not be read. They are kept beside the log, and stop nothing that comes after them.</p>
        </div>
        {open.length > 0 && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconRepeat size={15} />}
            loading={replay.isPending}
            onClick={() => replay.mutate({ body: { all: true, letters: null } })}
          >
            Replay all
          </Button>
        )}
      </Group>
      <div className="panel">
        {letters.isError && rows === undefined ? (
          <ProblemNotice
            what="The dead letters could not be loaded."
            error={letters.error}
            onRetry={() => void letters.refetch()}
          />
        ) : rows?.length === 0 ? (
          <EmptyState title="No dead letters">
            <p>
              What cannot be stored would be listed here with its reason, to be sent again once the cause is mended.
            </p>
          </EmptyState>
        ) : (
          <DataTable
            label="Dead letters"
            columns={deadLetterColumns((letter) => send([letter]), replay.isPending)}
            rows={rows}
            idOf={idOf}
          />
        )}
      </div>
      <p className="settings__note" aria-live="polite">
        {replay.isError && "Nothing was sent again; try it once more."}
        {replay.data !== undefined &&
          `${counted(replay.data.replayed.length, "letter")} sent again, ${replay.data.refused.length} refused.`}
      </p>
      {letters.hasNextPage && (
        <Button variant="default" size="xs" onClick={() => void letters.fetchNextPage()}>
          Show older
        </Button>
      )}
    </div>
  );
}
