import { Autocomplete, TextInput } from "@mantine/core";
import { useDevices, useModels } from "../../api/hooks";
import { useTimeWindow } from "../../shared/window/TimeWindowContext";
import type { FieldsProps } from "./fields";
import { needsClass } from "./ruleDraft";

/** Of what: names that reported lately are offered, others can be typed. */
export function ScopeFields({ draft, onChange, errorOf }: FieldsProps) {
  const { query } = useTimeWindow();
  const models = useModels(query).data?.models ?? [];
  const devices = useDevices(query).data?.devices ?? [];
  const versions = models.filter((model) => model.project === draft.model).map((model) => model.version);
  const isOfModels = draft.type !== "device_silent";
  return (
    <>
      {isOfModels && (
        <div className="rule-form__pair">
          <Autocomplete
            label="Model"
            placeholder="Every model, each by itself"
            size="sm"
            data={unique(models.map((model) => model.project))}
            value={draft.model}
            error={errorOf("model")}
            onChange={(model) => onChange({ model, ...(model === "" && { version: "" }) })}
          />
          <Autocomplete
            label="Version"
            placeholder="All together"
            size="sm"
            disabled={draft.model === ""}
            data={unique(versions)}
            value={draft.version}
            error={errorOf("version")}
            onChange={(version) => onChange({ version })}
          />
        </div>
      )}
      <div className="rule-form__pair">
        {isOfModels && (
          <TextInput
            label="Class"
            placeholder={needsClass(draft) ? "The class to count" : "All classes together"}
            size="sm"
            value={draft.className}
            error={errorOf("class")}
            onChange={(event) => onChange({ className: event.currentTarget.value })}
          />
        )}
        <Autocomplete
          label="Device"
          placeholder={isOfModels ? "All together" : "Every device, each by itself"}
          size="sm"
          data={unique(devices.map((device) => device.device_id))}
          value={draft.device}
          error={isOfModels ? errorOf("device_id") : errorOf("device_id", "model")}
          onChange={(device) => onChange({ device })}
        />
      </div>
    </>
  );
}

function unique(names: readonly (string | null | undefined)[]): string[] {
  return [...new Set(names.filter((name) => name != null))];
}
