import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import { useApiKeys, useRevokeApiKey } from "../../api/hooks";
import type { ApiKey } from "../../api/types";
import { useSession } from "../../shared/session/SessionContext";
import { EmptyState } from "../../shared/states/EmptyState";
import { ProblemNotice } from "../../shared/states/ProblemNotice";
import { DataTable } from "../../shared/table/DataTable";
import { columnsOf } from "./columns";
import { NewApiKey } from "./NewApiKey";
import { RevokeApiKey } from "./RevokeApiKey";
import "./settings.css";

/** The keys of the workspace: what programs report and read with. */
export function ApiKeys() {
  const { role } = useSession();
  const keys = useApiKeys();
  const revoke = useRevokeApiKey();
  const [isCreating, creating] = useDisclosure(false);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const isOwner = role === "owner";
  const rows = keys.data?.api_keys;

  return (
    <section className="settings" aria-labelledby="api-keys">
      <header className="settings__head">
        <div>
          <h2 id="api-keys">API keys</h2>
          <p>
            Inference servers report with keys of the scope “ingest”; programs read with “read”. A key is shown once,
            when it is made. <Link to="/settings/arrivals">Nothing arrives?</Link>
          </p>
        </div>
        {isOwner && (
          <Button leftSection={<IconPlus size={16} />} size="sm" onClick={creating.open}>
            New key
          </Button>
        )}
      </header>
      <div className="panel">
        {keys.isError && rows === undefined ? (
          <ProblemNotice
            what="The keys could not be loaded."
            error={keys.error}
            onRetry={() => void keys.refetch()}
            consolation="Keys that are in use go on working."
          />
        ) : rows?.length === 0 ? (
          <EmptyState title="No keys yet">
            <p>Make one with the scope “ingest” to report the first inference.</p>
          </EmptyState>
        ) : (
          <DataTable
            label="API keys"
            columns={columnsOf(isOwner ? setRevoking : null)}
            rows={rows}
            idOf={(key) => key.id}
          />
        )}
      </div>
      {!isOwner && <p className="settings__note">Only owners make and revoke keys.</p>}
      <NewApiKey isOpen={isCreating} onClose={creating.close} />
      <RevokeApiKey
        apiKey={revoking}
        isRevoking={revoke.isPending}
        error={revoke.error}
        onCancel={() => {
          setRevoking(null);
          revoke.reset();
        }}
        onRevoke={(key) => revoke.mutate({ params: { path: { id: key.id } } }, { onSuccess: () => setRevoking(null) })}
      />
    </section>
  );
}
