import { Button } from "@mantine/core";
import { useAlertRuleTemplates, useCreateAlertRule } from "../../api/alertHooks";
import { problemOf } from "../../api/problem";
import type { AlertRule, AlertRuleTemplate } from "../../api/types";

/** Ready-made rules that are not in use yet; each is switched on with one click. */
export function Templates({ rules }: { readonly rules: readonly AlertRule[] }) {
  const templates = useAlertRuleTemplates();
  const unused = templates.data?.templates.filter((template) => !isInUse(template, rules)) ?? [];
  return unused.length === 0 ? null : (
    <section className="templates" aria-label="Ready-made rules">
      <h2>Ready-made rules</h2>
      <ul>
        {unused.map((template) => (
          <Template key={template.id} template={template} />
        ))}
      </ul>
    </section>
  );
}

function Template({ template }: { readonly template: AlertRuleTemplate }) {
  const create = useCreateAlertRule();
  return (
    <li className="panel template">
      <div>
        <h3>{template.name}</h3>
        <p>{template.description}</p>
        {create.isError && <p role="alert">{problemOf(create.error).message}</p>}
      </div>
      <Button
        variant="default"
        size="xs"
        loading={create.isPending}
        aria-label={`Switch on ${template.name}`}
        onClick={() => create.mutate({ body: template.rule })}
      >
        Switch on
      </Button>
    </li>
  );
}

function isInUse(template: AlertRuleTemplate, rules: readonly AlertRule[]): boolean {
  return rules.some((rule) => rule.name === template.rule.name && rule.condition.type === template.rule.condition.type);
}
