import { ActionIcon, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useCopy } from "./useCopy";

interface CopyActionProps {
  readonly text: () => string;
  readonly label: string;
  /** What is copied, when several such buttons are on the page. */
  readonly of?: string;
}

/** Copies and says so. */
export function CopyAction({ text, label, of }: CopyActionProps) {
  const { isCopied, copy } = useCopy();
  return (
    <Tooltip label={isCopied ? "Copied" : label}>
      <ActionIcon
        size={28}
        aria-label={isCopied ? "Copied" : of === undefined ? label : `${label}: ${of}`}
        onClick={() => void copy(text())}
      >
        {isCopied ? <IconCheck size={16} /> : <IconCopy size={16} />}
      </ActionIcon>
    </Tooltip>
  );
}
