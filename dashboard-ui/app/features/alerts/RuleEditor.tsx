import { Alert, Button, Group, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { type FormEvent, useMemo, useState } from "react";
import { useAlertRulePreview } from "../../api/alertHooks";
import { Problem, problemOf } from "../../api/problem";
import type { AlertRule, AlertRuleInput } from "../../api/types";
import "./alerts.css";
import { ConditionFields } from "./ConditionFields";
import { RecipientFields } from "./RecipientFields";
import { RulePreview } from "./RulePreview";
import { canBePreviewed, conditionOfDraft, inputOf, type RuleDraft } from "./ruleDraft";
import { ScopeFields } from "./ScopeFields";

const PAUSE_MS = 400;

interface RuleEditorProps {
  readonly initial: RuleDraft;
  readonly known: AlertRule["recipients"] | null;
  readonly mayChange: boolean;
  readonly isSaving: boolean;
  /** Why it could not be saved; null when nothing went wrong. */
  readonly error: unknown;
  readonly saveName: string;
  readonly onSave: (rule: AlertRuleInput) => void;
}

/** A rule as a form, and beside it what it would have done. */
export function RuleEditor({ initial, known, mayChange, isSaving, error, saveName, onSave }: RuleEditorProps) {
  const [draft, setDraft] = useState(initial);
  const [saved, setSaved] = useState<RuleDraft | null>(null);
  const replay = useReplay(draft);
  const onChange = (change: Partial<RuleDraft>) => setDraft((before) => ({ ...before, ...change }));
  // What was said when saving is about that draft only; after a change the preview knows better.
  const refused = saved === draft && error !== null ? problemOf(error) : null;
  const misfit = refused ?? (replay.error instanceof Problem && replay.error.field !== null ? replay.error : null);
  const errorOf = (...fields: readonly string[]) =>
    misfit !== null && misfit.field !== null && fields.includes(misfit.field) ? misfit.message : null;
  const fields = { draft, onChange, errorOf };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSaved(draft);
    onSave(inputOf(draft));
  };
  return (
    <div className="rule-editor">
      <form onSubmit={submit} aria-label="Rule" noValidate>
        <fieldset className="rule-form" disabled={!mayChange}>
          {refused !== null && (
            <Alert color="red" role="alert">
              {refused.message}
            </Alert>
          )}
          <ConditionFields {...fields} />
          <ScopeFields {...fields} />
          <RecipientFields {...fields} known={known} />
          <TextInput
            label="Name"
            placeholder="Named after what it watches for"
            size="sm"
            maxLength={120}
            value={draft.name}
            error={errorOf("name")}
            onChange={(event) => onChange({ name: event.currentTarget.value })}
          />
          {mayChange && (
            <Group justify="flex-end">
              <Button type="submit" loading={isSaving}>
                {saveName}
              </Button>
            </Group>
          )}
        </fieldset>
        {!mayChange && <p className="rule-form__hint">Only owners and editors change rules.</p>}
      </form>
      <section className="preview" aria-label="Preview" aria-busy={replay.isFetching}>
        <RulePreview
          condition={conditionOfDraft(draft)}
          preview={replay.preview}
          canBePreviewed={canBePreviewed(draft)}
          isPending={replay.isFetching}
          error={replay.error}
          onRetry={replay.retry}
        />
      </section>
    </div>
  );
}

/** The replay of what was typed, a moment after the last key. The name changes nothing about it. */
function useReplay(draft: RuleDraft) {
  const [settled] = useDebouncedValue(draft, PAUSE_MS);
  const rule = useMemo(() => inputOf({ ...settled, name: "" }), [settled]);
  const isMeant = canBePreviewed(settled);
  const replay = useAlertRulePreview(rule, isMeant);
  return {
    // A replay that was kept on the screen must be of the condition that the form shows, or its scale is another.
    preview: isMeant && settled.type === draft.type && settled.metric === draft.metric ? replay.data : undefined,
    error: isMeant ? replay.error : null,
    isFetching: replay.isFetching,
    retry: () => void replay.refetch(),
  };
}
