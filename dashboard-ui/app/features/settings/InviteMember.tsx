import { Alert, Button, Group, Modal, Radio, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useInvite } from "../../api/peopleHooks";
import { problemOf } from "../../api/problem";
import type { Role } from "../../api/types";
import { ROLES, roleOf } from "./roles";

interface InviteMemberProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Invites somebody by mail. */
export function InviteMember({ isOpen, onClose }: InviteMemberProps) {
  const invite = useInvite();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("viewer");
  const close = () => {
    onClose();
    setEmail("");
    invite.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    invite.mutate({ body: { email: email.trim(), role } }, { onSuccess: close });
  };
  return (
    <Modal opened={isOpen} onClose={close} title="Invite somebody" size="lg">
      <form onSubmit={submit} className="key-form">
        {invite.isError && (
          <Alert color="red" role="alert">
            {problemOf(invite.error).message}
          </Alert>
        )}
        <TextInput
          label="E-mail"
          description="A link goes there, which works once, within seven days."
          type="email"
          required
          withAsterisk={false}
          data-autofocus
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <Radio.Group label="Role" value={role} onChange={(value) => setRole(roleOf(value))}>
          <div className="key-form__scopes">
            {ROLES.map((offered) => (
              <Radio
                key={offered.value}
                value={offered.value}
                label={offered.label}
                description={offered.what}
                size="sm"
              />
            ))}
          </div>
        </Radio.Group>
        <Group justify="flex-end">
          <Button type="submit" loading={invite.isPending} disabled={email.trim() === ""}>
            Send invitation
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
