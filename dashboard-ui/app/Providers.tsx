import { type CSSVariablesResolver, MantineProvider } from "@mantine/core";
import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { theme } from "./theme";

interface ProvidersProps {
  readonly queries: QueryClient;
  readonly children: ReactNode;
}

const ours = {
  "--mantine-color-body": "var(--surface)",
  "--mantine-color-text": "var(--ink)",
  "--mantine-color-dimmed": "var(--ink-mute)",
  "--mantine-color-default-border": "var(--line-strong)",
  "--mantine-color-placeholder": "var(--ink-mute)",
  "--mantine-color-default": "var(--surface)",
  "--mantine-color-default-hover": "var(--hover)",
};
/** Mantine draws with our tokens, so that there is one place where a colour is changed. */
const withOurTokens: CSSVariablesResolver = () => ({ variables: {}, light: ours, dark: ours });

/** What every page stands on: theme and cache. */
export function Providers({ queries, children }: ProvidersProps) {
  return (
    <QueryClientProvider client={queries}>
      <MantineProvider theme={theme} defaultColorScheme="auto" cssVariablesResolver={withOurTokens}>
        {children}
      </MantineProvider>
    </QueryClientProvider>
  );
}
