import { Alert, Button, Checkbox, Group, Modal, NativeSelect, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useCreateApiKey } from "../../api/hooks";
import { problemOf } from "../../api/problem";
import type { Scope } from "../../api/types";
import { CodeBlock } from "../../shared/copy/CodeBlock";
import { useSession } from "../../shared/session/SessionContext";
import { curlFor } from "../../shared/states/FirstInference";

interface NewApiKeyProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

const SCOPES: readonly { id: Scope; name: string; what: string }[] = [
  { id: "ingest", name: "Ingest", what: "Report inferences, heartbeats, metadata and images" },
  { id: "read", name: "Read", what: "Read what was reported" },
  { id: "admin", name: "Admin", what: "Change settings, keys and rules" },
];

const LIFETIMES = [
  { value: "", label: "Until it is revoked" },
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "A year" },
];

function expiresAt(days: string): string | null {
  return days === "" ? null : new Date(Date.now() + Number(days) * 86_400_000).toISOString();
}

/** Makes a key, then shows it this once. */
export function NewApiKey({ isOpen, onClose }: NewApiKeyProps) {
  const create = useCreateApiKey();
  const close = () => {
    onClose();
    create.reset();
  };
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={create.data === undefined ? "New key" : `Key “${create.data.name}”`}
      size="lg"
      // A stray click must not lose a key that cannot be shown again.
      closeOnClickOutside={create.data === undefined}
    >
      {create.data === undefined ? (
        <KeyForm
          isPending={create.isPending}
          problem={create.isError ? problemOf(create.error).message : null}
          onSubmit={(name, scopes, expiresAt) =>
            create.mutate({ body: expiresAt === null ? { name, scopes } : { name, scopes, expires_at: expiresAt } })
          }
        />
      ) : (
        <CreatedKey secret={create.data.key} canReport={create.data.scopes.includes("ingest")} onDone={close} />
      )}
    </Modal>
  );
}

interface KeyFormProps {
  readonly isPending: boolean;
  readonly problem: string | null;
  /** Null for a key that never expires. */
  readonly onSubmit: (name: string, scopes: Scope[], expiresAt: string | null) => void;
}

function KeyForm({ isPending, problem, onSubmit }: KeyFormProps) {
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<string[]>(["ingest"]);
  const [lifetime, setLifetime] = useState("");
  const chosen = SCOPES.map((scope) => scope.id).filter((id) => scopes.includes(id));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit(name.trim(), chosen, expiresAt(lifetime));
  };
  return (
    <form onSubmit={submit} className="key-form">
      {problem !== null && (
        <Alert color="red" role="alert">
          {problem}
        </Alert>
      )}
      <TextInput
        label="Name"
        description="Where the key will be used, so that it can be told apart later."
        placeholder="line 3, plant A"
        required
        withAsterisk={false}
        data-autofocus
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Checkbox.Group label="Scopes" description="What the key opens." value={scopes} onChange={setScopes}>
        <div className="key-form__scopes">
          {SCOPES.map((scope) => (
            <Checkbox key={scope.id} value={scope.id} label={scope.name} description={scope.what} size="sm" />
          ))}
        </div>
      </Checkbox.Group>
      <NativeSelect
        label="Good for"
        description="After that it opens nothing, and programs that use it are told so."
        data={LIFETIMES}
        value={lifetime}
        onChange={(event) => setLifetime(event.currentTarget.value)}
      />
      <Group justify="flex-end">
        <Button type="submit" loading={isPending} disabled={name.trim() === "" || chosen.length === 0}>
          Create key
        </Button>
      </Group>
    </form>
  );
}

interface CreatedKeyProps {
  readonly secret: string;
  readonly canReport: boolean;
  readonly onDone: () => void;
}

function CreatedKey({ secret, canReport, onDone }: CreatedKeyProps) {
  const { ingest_url: ingestUrl } = useSession();
  return (
    <div className="key-form">
      <p>
        Copy it now: <strong>it is not shown again.</strong> Sightline keeps only its fingerprint.
      </p>
      <CodeBlock label="key" code={secret} />
      {canReport && (
        <>
          <p>Try it — this reports one inference:</p>
          <CodeBlock label="command" code={curlFor(ingestUrl, secret)} />
        </>
      )}
      <Group justify="flex-end">
        <Button onClick={onDone}>Done</Button>
      </Group>
    </div>
  );
}
