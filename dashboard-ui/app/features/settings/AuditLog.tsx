import { Button } from "@mantine/core";
import { useAuditLog } from "../../api/peopleHooks";
import type { AuditEntry } from "../../api/types";
import { formatFull } from "../../shared/format/times";
import { useSession } from "../../shared/session/SessionContext";
import { EmptyState } from "../../shared/states/EmptyState";
import { ProblemNotice } from "../../shared/states/ProblemNotice";
import { type Column, DataTable } from "../../shared/table/DataTable";
import "./settings.css";

const WORDS: Readonly<Record<string, string>> = {
  member_invited: "Invited",
  member_joined: "Joined",
  member_role_changed: "Role changed",
  member_removed: "Removed",
  invitation_sent_again: "Invitation sent again",
  invitation_revoked: "Invitation revoked",
  api_key_created: "API key created",
  api_key_revoked: "API key revoked",
  retention_changed: "Retention changed",
  workspace_created: "Workspace created",
  password_changed: "Password changed",
  password_reset: "Password set by mail",
  session_ended: "Signed out elsewhere",
  provider_linked: "First sign-in by a provider",
};

/** Who changed which setting, when, and from where. */
export function AuditLog() {
  const isOwner = useSession().role === "owner";
  const log = useAuditLog(isOwner);
  const rows = log.data?.pages.flatMap((page) => page.entries);
  return (
    <section className="settings" aria-labelledby="audit-log">
      <header className="settings__head">
        <div>
          <h2 id="audit-log">Audit log</h2>
          <p>Who changed which setting, when, and from where. Entries are only ever added.</p>
        </div>
      </header>
      <div className="panel">
        {!isOwner ? (
          <EmptyState title="Only owners read the audit log">
            <p>Ask an owner of this workspace.</p>
          </EmptyState>
        ) : log.isError && rows === undefined ? (
          <ProblemNotice
            what="The audit log could not be loaded."
            error={log.error}
            onRetry={() => void log.refetch()}
          />
        ) : rows?.length === 0 ? (
          <EmptyState title="No changes yet">
            <p>What is changed about members, keys and workspaces will be listed here.</p>
          </EmptyState>
        ) : (
          <DataTable label="Audit log" columns={COLUMNS} rows={rows} idOf={(entry) => entry.id} />
        )}
      </div>
      {log.hasNextPage && (
        <div className="settings__note">
          <Button variant="default" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
            Older
          </Button>
        </div>
      )}
    </section>
  );
}

const COLUMNS: Column<AuditEntry>[] = [
  {
    id: "at",
    header: "When",
    cell: (entry) => (
      <time className="audit-when" dateTime={entry.at}>
        {formatFull(entry.at)}
      </time>
    ),
  },
  {
    id: "what",
    header: "What",
    cell: (entry) => (
      <span className="member">
        <span className="key-name">{WORDS[entry.action] ?? entry.action}</span>
        <span className="cell-mute">
          {entry.subject}
          {entry.detail == null ? "" : ` · ${entry.detail}`}
        </span>
      </span>
    ),
  },
  {
    id: "who",
    header: "Who",
    hideBelow: "phone",
    cell: (entry) => entry.person ?? (entry.api_key == null ? "Sightline" : `API key “${entry.api_key}”`),
  },
  { id: "from", header: "From", hideBelow: "tablet", cell: (entry) => entry.address },
];
