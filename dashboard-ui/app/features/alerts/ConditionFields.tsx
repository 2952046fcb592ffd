import { NativeSelect } from "@mantine/core";
import { useUsualRule } from "../../api/alertHooks";
import { type FieldsProps, NumberField, SpanField } from "./fields";
import { type Metric, type RuleDraft, withCondition } from "./ruleDraft";
import { CONDITIONS, METRICS } from "./wording";

const EXPLAINED: Record<RuleDraft["type"], string> = {
  confidence_drop: "The mean confidence falls below what is ordinary for the model at that hour of the week.",
  threshold: "A figure of the window is beyond a number that you name.",
  last_week: "The mean confidence is lower than in the same hours one week earlier.",
  drift: "The distribution moves away from that of the four weeks before.",
  device_silent: "A device that used to report has missed more than three beats. It needs no numbers.",
};

const SCALES: Record<RuleDraft["type"], string> = {
  confidence_drop: "The drop in confidence: 0.03 is from 0.85 to 0.82.",
  threshold: "On the figure itself; shares and confidence from 0 to 1, times in seconds.",
  last_week: "The part that was lost: 0.1 is a tenth.",
  drift: "The Jensen-Shannon distance, from 0 (alike) to 1.",
  device_silent: "",
};

const BUCKETS = [60, 300, 900, 3_600, 21_600, 86_400];
const WINDOWS = [300, 900, 3_600, 21_600, 86_400, 604_800];

/** What is watched for, and from where on it is wrong. */
export function ConditionFields({ draft, onChange, errorOf }: FieldsProps) {
  const { type } = draft;
  return (
    <>
      <NativeSelect
        label="Watch for"
        description={EXPLAINED[type]}
        size="sm"
        value={type}
        error={errorOf("condition", "condition.type")}
        data={optionsOf(CONDITIONS)}
        onChange={(event) => onChange(withCondition(draft, { type: event.currentTarget.value as RuleDraft["type"] }))}
      />
      {type === "threshold" && (
        <div className="rule-form__pair">
          <NativeSelect
            label="Figure"
            size="sm"
            value={draft.metric}
            error={errorOf("condition.metric")}
            data={optionsOf(METRICS)}
            onChange={(event) => onChange(withCondition(draft, { metric: event.currentTarget.value as Metric }))}
          />
          <NativeSelect
            label="Is"
            size="sm"
            value={draft.direction}
            error={errorOf("condition.direction")}
            data={[
              { value: "below", label: "Below" },
              { value: "above", label: "Above" },
            ]}
            onChange={(event) => onChange({ direction: event.currentTarget.value === "above" ? "above" : "below" })}
          />
        </div>
      )}
      {type === "drift" && (
        <NativeSelect
          label="Distribution of"
          size="sm"
          value={draft.of}
          error={errorOf("condition.of")}
          data={[
            { value: "confidence", label: "Confidence" },
            { value: "classes", label: "Classes" },
          ]}
          onChange={(event) =>
            onChange(withCondition(draft, { of: event.currentTarget.value === "classes" ? "classes" : "confidence" }))
          }
        />
      )}
      {type !== "device_silent" && <NumberFields draft={draft} onChange={onChange} errorOf={errorOf} />}
    </>
  );
}

function NumberFields({ draft, onChange, errorOf }: FieldsProps) {
  const usual = useUsualRule(draft.type);
  return (
    <>
      <p className="rule-form__hint">{SCALES[draft.type]}</p>
      <div className="rule-form__triple">
        <NumberField
          label="Warning from"
          placeholder={String(usual?.warning ?? "None")}
          value={draft.warning}
          error={errorOf("warning")}
          onChange={(warning) => onChange({ warning })}
        />
        <NumberField
          label="Critical from"
          placeholder={String(usual?.critical ?? "None")}
          value={draft.critical}
          error={errorOf("critical")}
          onChange={(critical) => onChange({ critical })}
        />
        <NumberField
          label="Over again at"
          placeholder="As usual"
          value={draft.recovery}
          error={errorOf("recovery")}
          onChange={(recovery) => onChange({ recovery })}
        />
      </div>
      {draft.type === "confidence_drop" && (
        <NumberField
          label="Sensitivity"
          description="How many standard deviations are out of the ordinary. Less is more alarms."
          placeholder={String(usual?.sensitivity ?? "As usual")}
          step={0.5}
          value={draft.sensitivity}
          error={errorOf("condition.sensitivity")}
          onChange={(sensitivity) => onChange({ sensitivity })}
        />
      )}
      <div className="rule-form__triple">
        <SpanField
          label="Window"
          description="How far back the figure goes."
          choices={WINDOWS}
          usual={usual?.window_seconds}
          value={draft.window}
          error={errorOf("window_seconds")}
          onChange={(window) => onChange({ window })}
        />
        <SpanField
          label="Judged every"
          description="How often there is a verdict."
          choices={BUCKETS}
          usual={usual?.bucket_seconds}
          value={draft.bucket}
          error={errorOf("bucket_seconds")}
          onChange={(bucket) => onChange({ bucket })}
        />
        <NumberField
          label="Minimum samples"
          description="Fewer are not judged."
          placeholder={String(usual?.minimum_samples ?? "As usual")}
          isWhole
          value={draft.minimumSamples}
          error={errorOf("minimum_samples")}
          onChange={(minimumSamples) => onChange({ minimumSamples })}
        />
      </div>
    </>
  );
}

function optionsOf(names: Readonly<Record<string, string>>) {
  return Object.entries(names).map(([value, label]) => ({ value, label }));
}
