import { ActionIcon, Tooltip } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";

interface CopyActionProps {
  readonly text: () => string;
  readonly label: string;
  /** What is copied, when several such buttons are on the page. */
  readonly of?: string;
}

/** Copies and says so. */
export function CopyAction({ text, label, of }: CopyActionProps) {
  const clipboard = useClipboard({ timeout: 1_500 });
  return (
    <Tooltip label={clipboard.copied ? "Copied" : label}>
      <ActionIcon
        size={28}
        aria-label={clipboard.copied ? "Copied" : of === undefined ? label : `${label}: ${of}`}
        onClick={() => clipboard.copy(text())}
      >
        {clipboard.copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
      </ActionIcon>
    </Tooltip>
  );
}
