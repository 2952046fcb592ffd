import { ActionIcon, Popover } from "@mantine/core";
import { IconHelp } from "@tabler/icons-react";
import type { ReactNode } from "react";
import "./figures.css";

interface HelpProps {
  /** What is explained: "average confidence". */
  readonly of: string;
  readonly children: ReactNode;
}

/** A question mark that opens a definition. */
export function Help({ of, children }: HelpProps) {
  return (
    <Popover width={280} position="bottom-start" shadow="sm">
      <Popover.Target>
        <ActionIcon size={20} aria-label={`What is ${of}?`} className="figure__help">
          <IconHelp size={14} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className="figure__definition">{children}</Popover.Dropdown>
    </Popover>
  );
}
