import { PasswordInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { usePasswordStrength } from "../../api/peopleHooks";

export const SHORTEST_PASSWORD = 12;

interface NewPasswordProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (password: string) => void;
  /** Of the person, so that it does not count as hard to guess. */
  readonly email: string;
  readonly error?: string | null;
}

/** A password that is being thought of, with what is to be said of it in words. */
export function NewPassword({ label, value, onChange, email, error }: NewPasswordProps) {
  return (
    <PasswordInput
      label={label}
      name="new-password"
      autoComplete="new-password"
      description={<Strength password={value} email={email} />}
      inputWrapperOrder={["label", "input", "description", "error"]}
      visibilityToggleButtonProps={{ "aria-label": "Show what is typed" }}
      required
      withAsterisk={false}
      minLength={SHORTEST_PASSWORD}
      size="md"
      value={value}
      error={error ?? null}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function Strength({ password, email }: { readonly password: string; readonly email: string }) {
  const [settled] = useDebouncedValue(password, 300);
  const measured = usePasswordStrength(settled, email).data;
  const missing = SHORTEST_PASSWORD - [...password].length;
  if (password === "") {
    return "At least 12 characters. A few words that do not belong together are easy to keep in mind.";
  }
  if (missing > 0) {
    return `${missing} more ${missing === 1 ? "character" : "characters"}.`;
  }
  if (measured === undefined || settled !== password) {
    return "Long enough.";
  }
  const advice = measured.is_enough ? "" : ` ${measured.advice.join(" ")}`;
  return (
    <span aria-live="polite">
      {measured.is_enough
        ? `This is a ${measured.strength} password.`
        : `Easy to guess (${measured.strength}).${advice}`}
    </span>
  );
}
