import { Alert, Button, Group, Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { problemOf } from "../../api/problem";

interface ConfirmChangeProps<Subject> {
  readonly title: string;
  /** What it is about; null while nothing is asked. */
  readonly subject: Subject | null;
  readonly action: string;
  readonly isPending: boolean;
  readonly error: unknown;
  readonly onCancel: () => void;
  readonly onConfirm: (subject: Subject) => void;
  readonly children: (subject: Subject) => ReactNode;
}

/** Asks before something ends that cannot be undone. */
export function ConfirmChange<Subject>(props: ConfirmChangeProps<Subject>) {
  const { subject } = props;
  return (
    <Modal opened={subject !== null} onClose={props.onCancel} title={props.title}>
      {subject !== null && (
        <div className="key-form">
          {props.error != null && (
            <Alert color="red" role="alert">
              {problemOf(props.error).message}
            </Alert>
          )}
          {props.children(subject)}
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onCancel}>
              Cancel
            </Button>
            <Button color="red" loading={props.isPending} onClick={() => props.onConfirm(subject)}>
              {props.action}
            </Button>
          </Group>
        </div>
      )}
    </Modal>
  );
}
