import { Alert, Button, Group, Modal, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useCreateWorkspace } from "../../api/peopleHooks";
import { problemOf } from "../../api/problem";

interface NewWorkspaceProps {
  readonly onClose: () => void;
  readonly onCreated: (slug: string) => void;
}

/** Asks for the name of another workspace. */
export function NewWorkspace({ onClose, onCreated }: NewWorkspaceProps) {
  const create = useCreateWorkspace();
  const [name, setName] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate(
      { body: { name: name.trim() } },
      {
        onSuccess: (made) => {
          onClose();
          onCreated(made.slug);
        },
      },
    );
  };
  return (
    <Modal opened onClose={onClose} title="New workspace">
      <form onSubmit={submit} className="new-workspace">
        {create.isError && (
          <Alert color="red" role="alert">
            {problemOf(create.error).message}
          </Alert>
        )}
        <TextInput
          label="Name"
          description="A workspace has its own models, devices, keys and people. You become its owner."
          required
          withAsterisk={false}
          data-autofocus
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={create.isPending} disabled={name.trim() === ""}>
            Create workspace
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
