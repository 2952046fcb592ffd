import { Alert, Button, Group, Modal } from "@mantine/core";
import { problemOf } from "../../api/problem";
import type { ApiKey } from "../../api/types";

interface RevokeApiKeyProps {
  /** The key in question; null when none is. */
  readonly apiKey: ApiKey | null;
  readonly isRevoking: boolean;
  readonly error: unknown;
  readonly onCancel: () => void;
  readonly onRevoke: (key: ApiKey) => void;
}

/** Asks before a key stops working, because that cannot be undone. */
export function RevokeApiKey({ apiKey, isRevoking, error, onCancel, onRevoke }: RevokeApiKeyProps) {
  return (
    <Modal opened={apiKey !== null} onClose={onCancel} title="Revoke this key?">
      {apiKey !== null && (
        <div className="key-form">
          {error !== null && (
            <Alert color="red" role="alert">
              {problemOf(error).message}
            </Alert>
          )}
          <p>
            Whatever uses <strong>{apiKey.name}</strong> (<code className="key-hint">{apiKey.hint}</code>) stops getting
            through within 30 seconds. This cannot be undone.
          </p>
          <Group justify="flex-end">
            <Button variant="default" onClick={onCancel}>
              Keep it
            </Button>
            <Button color="red" loading={isRevoking} onClick={() => onRevoke(apiKey)}>
              Revoke key
            </Button>
          </Group>
        </div>
      )}
    </Modal>
  );
}
