import { Menu } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import type { AlertRule } from "../../api/types";
import { counted } from "../../shared/format/numbers";
import { hostOf } from "./wording";

interface TestItemsProps {
  readonly recipients: AlertRule["recipients"];
  /** Null for everybody. */
  readonly onTest: (to: string | null) => void;
}

/** A test message: to all who hear of a rule, or to one of them, to try one channel alone. */
export function TestItems({ recipients, onTest }: TestItemsProps) {
  const each = [
    ...recipients.emails.map((email) => ({ to: email, name: email })),
    ...recipients.webhooks.map((webhook) => ({
      to: webhook.url,
      name: `${webhook.kind === "slack" ? "Slack" : "Webhook"}, ${hostOf(webhook)}`,
    })),
  ];
  const icon = <IconSend size={16} />;
  if (each.length < 2) {
    return (
      <Menu.Item leftSection={icon} onClick={() => onTest(null)}>
        Send a test
      </Menu.Item>
    );
  }
  return (
    <>
      <Menu.Label>Send a test to</Menu.Label>
      <Menu.Item leftSection={icon} onClick={() => onTest(null)}>
        All {counted(each.length, "recipient")}
      </Menu.Item>
      {each.map(({ to, name }) => (
        <Menu.Item key={to} leftSection={icon} onClick={() => onTest(to)}>
          <span className="rule-actions__recipient" title={name}>
            {name}
          </span>
        </Menu.Item>
      ))}
    </>
  );
}
