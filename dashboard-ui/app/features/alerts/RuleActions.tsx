import { ActionIcon, Menu } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import {
  IconBellOff,
  IconBellRinging,
  IconDots,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconTrash,
} from "@tabler/icons-react";
import { useNavigate } from "react-router";
import { usePauseAlertRule, useResumeAlertRule, useSilenceAlertRule, useTestAlertRule } from "../../api/alertHooks";
import { problemOf } from "../../api/problem";
import type { AlertRule } from "../../api/types";
import { counted } from "../../shared/format/numbers";
import { DeleteRule } from "./DeleteRule";
import { isSilenced } from "./RuleMark";
import { TestItems } from "./TestItems";

const SILENCES = [
  { hours: 1, name: "1 hour" },
  { hours: 8, name: "8 hours" },
  { hours: 24, name: "1 day" },
  { hours: 7 * 24, name: "7 days" },
];

interface RuleActionsProps {
  readonly rule: AlertRule;
  readonly now: Date;
}

/** What can be done with a rule, and what came of it. */
export function RuleActions({ rule, now }: RuleActionsProps) {
  const navigate = useNavigate();
  const pause = usePauseAlertRule();
  const resume = useResumeAlertRule();
  const silence = useSilenceAlertRule();
  const test = useTestAlertRule();
  const [isDeleting, deleting] = useDisclosure(false);
  const it = { params: { path: { id: rule.id } } };
  const failed = [pause, resume, silence, test].find((action) => action.isError);
  const silenceFor = (hours: number) =>
    silence.mutate({ ...it, body: { until: new Date(Date.now() + hours * 3_600_000).toISOString() } });
  return (
    <span className="rule-actions">
      <span role="status" className="rule-actions__result">
        {failed !== undefined && problemOf(failed.error).message}
        {test.data !== undefined && `Test sent to ${counted(test.data.recipients, "recipient")}`}
      </span>
      <Menu position="bottom-end" width={220} shadow="md">
        <Menu.Target>
          <ActionIcon size={28} aria-label={`Actions for ${rule.name}`}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown className="rule-actions__menu">
          <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => navigate(`/alerts/rules/${rule.id}`)}>
            Edit
          </Menu.Item>
          <TestItems recipients={rule.recipients} onTest={(to) => test.mutate({ ...it, body: { to } })} />
          <Menu.Divider />
          {rule.state === "paused" ? (
            <Menu.Item leftSection={<IconPlayerPlay size={16} />} onClick={() => resume.mutate(it)}>
              Resume
            </Menu.Item>
          ) : (
            <Menu.Item leftSection={<IconPlayerPause size={16} />} onClick={() => pause.mutate(it)}>
              Pause
            </Menu.Item>
          )}
          {isSilenced(rule, now) && (
            <Menu.Item leftSection={<IconBellRinging size={16} />} onClick={() => resume.mutate(it)}>
              End the silence
            </Menu.Item>
          )}
          <Menu.Label>Tell nobody for</Menu.Label>
          {SILENCES.map(({ hours, name }) => (
            <Menu.Item key={hours} leftSection={<IconBellOff size={16} />} onClick={() => silenceFor(hours)}>
              {name}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={deleting.open}>
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <DeleteRule rule={rule} isOpen={isDeleting} onClose={deleting.close} />
    </span>
  );
}
