import { Button, NativeSelect } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useChangeRole, useMembers, useRemoveMember } from "../../api/peopleHooks";
import { problemOf } from "../../api/problem";
import type { Member, Role } from "../../api/types";
import { formatDate } from "../../shared/format/times";
import { useSession } from "../../shared/session/SessionContext";
import { ProblemNotice } from "../../shared/states/ProblemNotice";
import { type Column, DataTable } from "../../shared/table/DataTable";
import { ConfirmChange } from "./ConfirmChange";
import { Invitations } from "./Invitations";
import { InviteMember } from "./InviteMember";
import { labelOf, ROLES, roleOf } from "./roles";
import "./settings.css";

/** Who belongs to the workspace, and as what. */
export function Members() {
  const { role, person } = useSession();
  const members = useMembers();
  const change = useChangeRole();
  const remove = useRemoveMember();
  const [isInviting, inviting] = useDisclosure(false);
  const [leaving, setLeaving] = useState<Member | null>(null);
  const isOwner = role === "owner";
  const changeRole = (member: Member, wanted: Role) =>
    change.mutate({ params: { path: { person_id: member.person_id } }, body: { role: wanted } });

  return (
    <section className="settings" aria-labelledby="members">
      <header className="settings__head">
        <div>
          <h2 id="members">Members</h2>
          <p>Viewers look, editors handle alerts and metadata as well, owners manage people, keys and settings.</p>
        </div>
        {isOwner && (
          <Button leftSection={<IconPlus size={16} />} size="sm" onClick={inviting.open}>
            Invite
          </Button>
        )}
      </header>
      <div className="panel">
        {members.isError && members.data === undefined ? (
          <ProblemNotice
            what="The members could not be loaded."
            error={members.error}
            onRetry={() => void members.refetch()}
          />
        ) : (
          <DataTable
            label="Members"
            columns={columnsOf({ isOwner, me: person.id, onRole: changeRole, onRemove: setLeaving })}
            rows={members.data?.members}
            idOf={(member) => member.person_id}
          />
        )}
      </div>
      <p className="settings__note" role="status">
        {change.isError ? problemOf(change.error).message : isOwner ? "" : "Only owners invite and change roles."}
      </p>
      {isOwner && <Invitations />}
      <InviteMember isOpen={isInviting} onClose={inviting.close} />
      <ConfirmChange
        title={leaving?.person_id === person.id ? "Leave this workspace?" : "Remove this member?"}
        subject={leaving}
        action={leaving?.person_id === person.id ? "Leave" : "Remove"}
        isPending={remove.isPending}
        error={remove.error}
        onCancel={() => {
          setLeaving(null);
          remove.reset();
        }}
        onConfirm={(member) =>
          remove.mutate({ params: { path: { person_id: member.person_id } } }, { onSuccess: () => setLeaving(null) })
        }
      >
        {(member) => (
          <p>
            <strong>{member.name}</strong> ({member.email}) is signed out of this workspace at once. What they made
            stays.
          </p>
        )}
      </ConfirmChange>
    </section>
  );
}

interface MemberColumns {
  readonly isOwner: boolean;
  /** The id of the person who looks. */
  readonly me: string;
  readonly onRole: (member: Member, role: Role) => void;
  readonly onRemove: (member: Member) => void;
}

function columnsOf({ isOwner, me, onRole, onRemove }: MemberColumns): Column<Member>[] {
  return [
    {
      id: "name",
      header: "Name",
      cell: (member) => (
        <span className="member">
          <span className="key-name">
            {member.name}
            {member.person_id === me && <span className="cell-mute"> (you)</span>}
          </span>
          <span className="cell-mute">{member.email}</span>
        </span>
      ),
    },
    {
      id: "role",
      header: "Role",
      width: 132,
      cell: (member) =>
        isOwner ? (
          <NativeSelect
            className="member-role"
            aria-label={`Role of ${member.name}`}
            size="xs"
            data={ROLES.map(({ value, label }) => ({ value, label }))}
            value={member.role}
            onChange={(event) => onRole(member, roleOf(event.currentTarget.value))}
          />
        ) : (
          labelOf(member.role)
        ),
    },
    {
      id: "joined",
      header: "Member since",
      hideBelow: "tablet",
      cell: (member) =>
        member.joined_at == null ? <span className="cell-mute">–</span> : formatDate(member.joined_at),
    },
    {
      id: "remove",
      header: "Remove",
      isHeaderHidden: true,
      isNumeric: true,
      cell: (member) =>
        isOwner || member.person_id === me ? (
          <Button
            variant="subtle"
            color="red"
            size="compact-xs"
            aria-label={member.person_id === me ? "Leave the workspace" : `Remove ${member.name}`}
            onClick={() => onRemove(member)}
          >
            {member.person_id === me ? "Leave" : "Remove"}
          </Button>
        ) : null,
    },
  ];
}
