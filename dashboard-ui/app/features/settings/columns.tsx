import { Button } from "@mantine/core";
import type { ApiKey } from "../../api/types";
import { formatDate, formatFull } from "../../shared/format/times";
import { Age } from "../../shared/table/Age";
import type { Column } from "../../shared/table/DataTable";
import { Tags } from "../../shared/table/Tags";

/** The columns of the keys table; revoking only for those who may. */
export function columnsOf(onRevoke: ((key: ApiKey) => void) | null): Column<ApiKey>[] {
  return [
    {
      id: "name",
      header: "Name",
      cell: (key) => <span className={key.revoked_at == null ? "key-name" : "key-name key-name--off"}>{key.name}</span>,
    },
    { id: "key", header: "Key", hideBelow: "phone", cell: (key) => <code className="key-hint">{key.hint}</code> },
    { id: "scopes", header: "Scopes", cell: (key) => <Tags tags={key.scopes} most={3} /> },
    {
      id: "created",
      header: "Created",
      hideBelow: "tablet",
      cell: (key) => (
        <span title={formatFull(key.created_at)}>
          {formatDate(key.created_at)}
          {key.created_by == null || key.created_by === "" ? "" : ` by ${key.created_by}`}
        </span>
      ),
    },
    {
      id: "used",
      header: "Last used",
      hideBelow: "tablet",
      cell: (key) =>
        key.last_used_at == null ? <span className="cell-mute">Never</span> : <Age at={key.last_used_at} />,
    },
    {
      id: "expires",
      header: "Expires",
      hideBelow: "tablet",
      cell: (key) =>
        key.expires_at == null ? (
          <span className="cell-mute">Never</span>
        ) : (
          <span title={formatFull(key.expires_at)}>{formatDate(key.expires_at)}</span>
        ),
    },
    {
      id: "revoke",
      header: "Revoke",
      isHeaderHidden: true,
      isNumeric: true,
      cell: (key) => <RevokeCell apiKey={key} onRevoke={onRevoke} />,
    },
  ];
}

interface RevokeCellProps {
  readonly apiKey: ApiKey;
  readonly onRevoke: ((key: ApiKey) => void) | null;
}

function RevokeCell({ apiKey, onRevoke }: RevokeCellProps) {
  if (apiKey.revoked_at != null) {
    return (
      <span className="cell-mute" title={formatFull(apiKey.revoked_at)}>
        Revoked
      </span>
    );
  }
  return onRevoke === null ? null : (
    <Button
      variant="subtle"
      color="red"
      size="compact-xs"
      aria-label={`Revoke ${apiKey.name}`}
      onClick={() => onRevoke(apiKey)}
    >
      Revoke
    </Button>
  );
}
