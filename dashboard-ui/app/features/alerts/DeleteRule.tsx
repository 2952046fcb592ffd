import { Alert, Button, Group, Modal } from "@mantine/core";
import { useDeleteAlertRule } from "../../api/alertHooks";
import { problemOf } from "../../api/problem";
import type { AlertRule } from "../../api/types";

interface DeleteRuleProps {
  readonly rule: Pick<AlertRule, "id" | "name">;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onDeleted?: () => void;
}

/** Asks before a rule is gone, because that cannot be undone. */
export function DeleteRule({ rule, isOpen, onClose, onDeleted }: DeleteRuleProps) {
  const remove = useDeleteAlertRule();
  return (
    <Modal opened={isOpen} onClose={onClose} title="Delete this rule?">
      <div className="alert-form">
        {remove.isError && (
          <Alert color="red" role="alert">
            {problemOf(remove.error).message}
          </Alert>
        )}
        <p>
          <strong>{rule.name}</strong> stops watching, and its open incidents are closed. Past incidents stay. To stop
          it for a while, pause it instead.
        </p>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Keep it
          </Button>
          <Button
            color="red"
            loading={remove.isPending}
            onClick={() =>
              remove.mutate(
                { params: { path: { id: rule.id } } },
                {
                  onSuccess: () => {
                    onClose();
                    onDeleted?.();
                  },
                },
              )
            }
          >
            Delete rule
          </Button>
        </Group>
      </div>
    </Modal>
  );
}
