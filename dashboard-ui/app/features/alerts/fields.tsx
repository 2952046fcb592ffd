import { NativeSelect, NumberInput } from "@mantine/core";
import { useState } from "react";
import { formatSpan } from "../../shared/format/times";
import type { RuleDraft, Typed } from "./ruleDraft";

/** What every part of the form gets: the draft, a way to change it, and what the service says of a field. */
export interface FieldsProps {
  readonly draft: RuleDraft;
  readonly onChange: (change: Partial<RuleDraft>) => void;
  readonly errorOf: (...fields: readonly string[]) => string | null;
}

interface NumberFieldProps {
  readonly label: string;
  readonly description?: string;
  readonly placeholder?: string;
  readonly step?: number;
  readonly isWhole?: boolean;
  readonly value: Typed;
  readonly error: string | null;
  readonly onChange: (value: Typed) => void;
}

export function NumberField({
  isWhole = false,
  value,
  onChange,
  description,
  placeholder,
  ...field
}: NumberFieldProps) {
  const [text, setText] = useState<string | number>(value);
  return (
    <NumberInput
      {...field}
      // "0." is 0 already, and on its way to 0.7: what was typed stays as long as it means the same.
      value={numberOf(text) === value ? text : value}
      size="sm"
      min={0}
      step={field.step ?? (isWhole ? 1 : 0.01)}
      allowDecimal={!isWhole}
      hideControls
      {...(description !== undefined && { description })}
      {...(placeholder !== undefined && { placeholder })}
      onChange={(typed) => {
        setText(typed);
        onChange(numberOf(typed));
      }}
    />
  );
}

function numberOf(text: string | number): Typed {
  const number = text === "" ? Number.NaN : Number(text);
  return Number.isNaN(number) ? "" : number;
}

interface SpanFieldProps {
  readonly label: string;
  readonly description: string;
  readonly choices: readonly number[];
  /** Seconds; undefined until the service has said. */
  readonly usual: number | undefined;
  readonly value: Typed;
  readonly error: string | null;
  readonly onChange: (value: Typed) => void;
}

/** A length of time out of a few that make sense; what a rule has already stays choosable. */
export function SpanField({ choices, usual, value, onChange, ...field }: SpanFieldProps) {
  const all = value === "" || choices.includes(value) ? choices : [...choices, value].sort((a, b) => a - b);
  return (
    <NativeSelect
      {...field}
      size="sm"
      value={String(value)}
      onChange={(event) => onChange(event.currentTarget.value === "" ? "" : Number(event.currentTarget.value))}
      data={[
        { value: "", label: usual === undefined ? "As usual" : `As usual, ${formatSpan(usual)}` },
        ...all.map((seconds) => ({ value: String(seconds), label: formatSpan(seconds) })),
      ]}
    />
  );
}
