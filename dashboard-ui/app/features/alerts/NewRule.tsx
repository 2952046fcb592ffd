import { useNavigate } from "react-router";
import { useCreateAlertRule } from "../../api/alertHooks";
import { useSession } from "../../shared/session/SessionContext";
import { RuleEditor } from "./RuleEditor";
import { RuleHead } from "./RuleHead";
import { newDraft } from "./ruleDraft";

/** A rule that does not exist yet. */
export function NewRule() {
  const { person, role } = useSession();
  const navigate = useNavigate();
  const create = useCreateAlertRule();
  return (
    <article className="alerts">
      <RuleHead title="New rule" />
      <RuleEditor
        initial={newDraft(person.email)}
        known={null}
        mayChange={role !== "viewer"}
        isSaving={create.isPending}
        error={create.error}
        saveName="Make the rule"
        onSave={(rule) => create.mutate({ body: rule }, { onSuccess: () => void navigate("/alerts/rules") })}
      />
    </article>
  );
}
