import { Button } from "@mantine/core";
import { useInvitations, useRevokeInvitation, useSendAgain } from "../../api/peopleHooks";
import { problemOf } from "../../api/problem";
import type { Invitation } from "../../api/types";
import { formatFull } from "../../shared/format/times";
import { ProblemNotice } from "../../shared/states/ProblemNotice";
import { Age } from "../../shared/table/Age";
import { type Column, DataTable } from "../../shared/table/DataTable";
import { useNow } from "../../shared/window/useNow";
import { labelOf } from "./roles";

/** Invitations that nobody has accepted yet; nothing while there are none. */
export function Invitations() {
  const invitations = useInvitations(true);
  const again = useSendAgain();
  const revoke = useRevokeInvitation();
  const rows = invitations.data?.invitations;
  if (rows?.length === 0) {
    return null;
  }
  const failed = again.error ?? revoke.error;
  return (
    <>
      <h3 className="settings__second">Invitations</h3>
      <div className="panel">
        {invitations.isError && rows === undefined ? (
          <ProblemNotice
            what="The invitations could not be loaded."
            error={invitations.error}
            onRetry={() => void invitations.refetch()}
          />
        ) : (
          <DataTable
            label="Invitations"
            columns={columnsOf(
              (id) => again.mutate({ params: { path: { id } } }),
              (id) => revoke.mutate({ params: { path: { id } } }),
            )}
            rows={rows}
            idOf={(invitation) => invitation.id}
          />
        )}
      </div>
      <p className="settings__note" role="status">
        {failed == null ? "" : problemOf(failed).message}
      </p>
    </>
  );
}

function columnsOf(onAgain: (id: string) => void, onRevoke: (id: string) => void): Column<Invitation>[] {
  return [
    {
      id: "email",
      header: "E-mail",
      cell: (invitation) => <span className="member key-name">{invitation.email}</span>,
    },
    { id: "role", header: "Role", hideBelow: "phone", cell: (invitation) => labelOf(invitation.role) },
    { id: "state", header: "State", cell: (invitation) => <MailState invitation={invitation} /> },
    {
      id: "invited",
      header: "Invited",
      hideBelow: "tablet",
      cell: (invitation) => <Age at={invitation.created_at} />,
    },
    {
      id: "actions",
      header: "Actions",
      isHeaderHidden: true,
      isNumeric: true,
      cell: (invitation) => (
        <span className="row-actions">
          <Button
            variant="subtle"
            size="compact-xs"
            aria-label={`Send the invitation of ${invitation.email} again`}
            onClick={() => onAgain(invitation.id)}
          >
            Send again
          </Button>
          <Button
            variant="subtle"
            color="red"
            size="compact-xs"
            aria-label={`Revoke the invitation of ${invitation.email}`}
            onClick={() => onRevoke(invitation.id)}
          >
            Revoke
          </Button>
        </span>
      ),
    },
  ];
}

const MAIL = { on_its_way: "Mail on its way", sent: "Mail sent", failed: "Mail could not be sent" } as const;

function MailState({ invitation }: { readonly invitation: Invitation }) {
  const isOver = new Date(invitation.expires_at).getTime() <= useNow().getTime();
  return (
    <span title={`Good until ${formatFull(invitation.expires_at)}`}>{isOver ? "Expired" : MAIL[invitation.mail]}</span>
  );
}
