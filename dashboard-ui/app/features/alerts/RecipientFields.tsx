import { ActionIcon, Button, NativeSelect, TagsInput, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useMembers } from "../../api/peopleHooks";
import type { AlertRule } from "../../api/types";
import { CopyAction } from "../../shared/copy/CopyAction";
import { formatDate } from "../../shared/format/times";
import { type FieldsProps, NumberField } from "./fields";
import type { Webhook } from "./ruleDraft";
import { hostOf } from "./wording";

interface RecipientFieldsProps extends FieldsProps {
  /** What is known of the recipients of a rule that exists. */
  readonly known: AlertRule["recipients"] | null;
}

/** Who is told, how often at most, and what it means when there is nothing to judge by. */
export function RecipientFields({ draft, onChange, errorOf, known }: RecipientFieldsProps) {
  const members = useMembers().data?.members ?? [];
  const silent = (known?.addresses ?? []).filter(
    ({ email, state }) => state !== "confirmed" && draft.emails.includes(email),
  );
  const gone = (known?.webhooks ?? []).filter(
    ({ url, disabled_at }) => disabled_at !== null && draft.webhooks.some((webhook) => webhook.url === url),
  );
  return (
    <>
      <TagsInput
        label="E-mail addresses"
        description="Of members, or any other: that is asked once, and gets nothing until it says yes."
        placeholder="Type an address, then Enter"
        data={members.map((member) => member.email)}
        size="sm"
        value={[...draft.emails]}
        error={errorOf("recipients", "recipients.emails")}
        splitChars={[",", " ", ";"]}
        acceptValueOnBlur
        onChange={(emails) => onChange({ emails })}
      />
      {silent.map(({ email, state }) => (
        <p key={email} className="rule-form__hint">
          {email} {state === "unconfirmed" ? "has not said yes yet" : "does not want to hear of it any more"}.
        </p>
      ))}
      <Webhooks draft={draft} onChange={onChange} errorOf={errorOf} />
      {gone.map((webhook) => (
        <p key={webhook.url} className="rule-form__hint">
          {hostOf(webhook)} said on {formatDate(webhook.disabled_at ?? "")} that it is gone (410). It gets nothing more
          until a test message reaches it.
        </p>
      ))}
      <div className="rule-form__triple">
        <NumberField
          label="Messages per hour"
          placeholder="6"
          isWhole
          value={draft.perHour}
          error={errorOf("limits.per_hour")}
          onChange={(perHour) => onChange({ perHour })}
        />
        <NumberField
          label="Per day"
          placeholder="30"
          isWhole
          value={draft.perDay}
          error={errorOf("limits.per_day")}
          onChange={(perDay) => onChange({ perDay })}
        />
        <NativeSelect
          label="Without figures"
          size="sm"
          value={draft.onNoData}
          error={errorOf("on_no_data")}
          data={[
            { value: "keep", label: "Stay as it is" },
            { value: "ok", label: "Count as fine" },
            { value: "alert", label: "Tell" },
          ]}
          onChange={(event) => onChange({ onNoData: event.currentTarget.value as AlertRule["on_no_data"] })}
        />
      </div>
    </>
  );
}

function Webhooks({ draft, onChange, errorOf }: FieldsProps) {
  const replace = (index: number, webhook: Webhook) => onChange({ webhooks: draft.webhooks.with(index, webhook) });
  return (
    <div className="webhooks">
      {draft.webhooks.map((webhook, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two that are still empty are told apart by nothing else
        <div key={index} className="webhook">
          <TextInput
            aria-label={`Webhook ${index + 1}`}
            placeholder="https://example.com/hooks/sightline"
            size="sm"
            value={webhook.url}
            error={errorOf("recipients.webhooks", "recipients.webhooks.url", "recipients.webhooks.secret")}
            onChange={(event) => replace(index, { ...webhook, url: event.currentTarget.value })}
          />
          <NativeSelect
            aria-label={`Kind of webhook ${index + 1}`}
            size="sm"
            value={webhook.kind ?? "standard"}
            data={[
              { value: "standard", label: "Standard" },
              { value: "slack", label: "Slack" },
            ]}
            onChange={(event) =>
              replace(index, { ...webhook, kind: event.currentTarget.value === "slack" ? "slack" : "standard" })
            }
          />
          {webhook.secret !== undefined && (
            <CopyAction text={() => webhook.secret ?? ""} label="Copy signing secret" of={`webhook ${index + 1}`} />
          )}
          <ActionIcon
            size={32}
            aria-label={`Remove webhook ${index + 1}`}
            onClick={() => onChange({ webhooks: draft.webhooks.toSpliced(index, 1) })}
          >
            <IconX size={16} />
          </ActionIcon>
        </div>
      ))}
      <Button
        size="compact-xs"
        variant="subtle"
        leftSection={<IconPlus size={14} />}
        onClick={() => onChange({ webhooks: [...draft.webhooks, { url: "", kind: "standard" }] })}
      >
        Add a webhook
      </Button>
    </div>
  );
}
