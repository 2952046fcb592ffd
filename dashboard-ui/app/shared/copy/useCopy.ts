import { useTimeout } from "@mantine/hooks";
import { useState } from "react";

const SHOWN_MS = 1_500;

/** Copies text, and tells for a moment whether that worked. */
export function useCopy() {
  const [isCopied, setCopied] = useState(false);
  const { start } = useTimeout(() => setCopied(false), SHOWN_MS);
  const copy = async (text: string) => {
    setCopied(await write(text));
    start();
  };
  return { isCopied, copy };
}

async function write(text: string): Promise<boolean> {
  // Absent where the page came over plain HTTP, as inside many plants; then the selection is copied, as of old.
  if (navigator.clipboard === undefined) {
    return writeBySelection(text);
  }
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );
}

function writeBySelection(text: string): boolean {
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "visually-hidden";
  // Beside the focus, or a dialog that keeps it inside would take it back.
  const place = document.activeElement?.parentElement ?? document.body;
  const before = document.activeElement;
  place.append(field);
  field.select();
  const isCopied = document.execCommand("copy");
  field.remove();
  if (before instanceof HTMLElement) {
    before.focus();
  }
  return isCopied;
}
