import { ActionIcon, Button, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { useSetMetadata } from "../../api/inferenceHooks";
import { problemOf } from "../../api/problem";
import type { Inference } from "../../api/types";

type Value = Inference["metadata"][string];

interface Line {
  readonly key: number;
  readonly name: string;
  readonly text: string;
  /** The value as it is; null for a field that is being added. */
  readonly before: Value | null;
}

interface MetadataEditorProps {
  readonly inference: Inference;
  readonly onDone: () => void;
}

/** Changes and adds fields. What was reported stays reported: a later value counts before it. */
export function MetadataEditor({ inference, onDone }: MetadataEditorProps) {
  const [lines, setLines] = useState<readonly Line[]>(() => [
    ...Object.entries(inference.metadata).map(([name, value], key) => ({
      key,
      name,
      text: String(value),
      before: value,
    })),
    emptyLine(Object.keys(inference.metadata).length),
  ]);
  const save = useSetMetadata(inference);
  const changed = changesOf(lines);
  const change = (key: number, to: Partial<Line>) =>
    setLines((before) => before.map((line) => (line.key === key ? { ...line, ...to } : line)));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(
      {
        params: {
          path: { inference_id: inference.inference_id },
          query: { response_index: inference.response_index },
        },
        body: { metadata: changed },
      },
      { onSuccess: onDone },
    );
  };
  return (
    <form className="metadata-editor" aria-label="Edit the metadata" onSubmit={submit}>
      {lines.map((line) => (
        <div key={line.key} className="metadata-editor__line">
          {line.before === null ? (
            <TextInput
              size="xs"
              aria-label="Field"
              placeholder="Field"
              maxLength={100}
              value={line.name}
              onChange={(event) => change(line.key, { name: event.currentTarget.value })}
            />
          ) : (
            <span>{line.name}</span>
          )}
          <TextInput
            size="xs"
            aria-label={line.before === null ? "Value" : `Value of ${line.name}`}
            placeholder="Value"
            maxLength={1_000}
            value={line.text}
            onChange={(event) => change(line.key, { text: event.currentTarget.value })}
          />
          {line.before === null && (
            <ActionIcon
              size={28}
              aria-label="Leave this field out"
              onClick={() => setLines((before) => before.filter((other) => other.key !== line.key))}
            >
              <IconTrash size={14} />
            </ActionIcon>
          )}
        </div>
      ))}
      {save.isError && (
        <p role="alert" className="metadata-editor__problem">
          {problemOf(save.error).message}
        </p>
      )}
      <div className="metadata-editor__actions">
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          leftSection={<IconPlus size={14} />}
          onClick={() =>
            setLines((before) => [...before, emptyLine(1 + Math.max(-1, ...before.map((line) => line.key)))])
          }
        >
          Another field
        </Button>
        <Button size="xs" variant="default" onClick={onDone}>
          Cancel
        </Button>
        <Button size="xs" type="submit" loading={save.isPending} disabled={Object.keys(changed).length === 0}>
          Save
        </Button>
      </div>
    </form>
  );
}

function emptyLine(key: number): Line {
  return { key, name: "", text: "", before: null };
}

/** What differs from before. */
function changesOf(lines: readonly Line[]): Record<string, Value> {
  const changes = lines
    .filter(
      (line) =>
        line.name.trim() !== "" && (line.before === null ? line.text !== "" : line.text !== String(line.before)),
    )
    .map((line) => [line.name.trim(), typed(line.text, line.before)] as const);
  return Object.fromEntries(changes);
}

/** A number stays a number and a boolean a boolean; text that was text stays text, whatever it looks like. */
function typed(text: string, before: Value | null): Value {
  if (typeof before === "string") {
    return text;
  }
  if (text === "true" || text === "false") {
    return text === "true";
  }
  // As it would be written again: 007 and 1.10 are names of something, and not numbers.
  return text.trim() !== "" && String(Number(text)) === text ? Number(text) : text;
}
