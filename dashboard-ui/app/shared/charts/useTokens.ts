import { useComputedColorScheme } from "@mantine/core";
import { useMemo } from "react";

const NAMES = [
  "surface",
  "raised",
  "ink",
  "ink-soft",
  "ink-mute",
  "line",
  "line-strong",
  "grid",
  "accent",
  "data-requests",
  "data-confidence",
  "data-time",
  "data-errors",
] as const;

export type Token = (typeof NAMES)[number];

/** The colours of tokens.css as values, for what is drawn and not styled; new ones when the scheme changes. */
export function useTokens(): Readonly<Record<Token, string>> {
  const scheme = useComputedColorScheme("light");
  return useMemo(() => {
    // Read after Mantine has set the scheme on the root: it does so before the state that brings us here.
    document.documentElement.setAttribute("data-mantine-color-scheme", scheme);
    const style = getComputedStyle(document.documentElement);
    const values = Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
    return values as Record<Token, string>;
  }, [scheme]);
}
