import { ActionIcon, createTheme, type MantineColorsTuple, Modal, Tooltip } from "@mantine/core";

const indigo: MantineColorsTuple = [
  "#eef0ff",
  "#e0e3ff",
  "#c3c8fd",
  "#a5a9fb",
  "#8b8df8",
  "#6f6ff0",
  "#5b58e4",
  "#4f46e5",
  "#4338ca",
  "#3730a3",
];

// The greys of the dark scheme, from text to page.
const dark: MantineColorsTuple = [
  "#e9e9ee",
  "#b8b9c4",
  "#9c9dab",
  "#6b6c7a",
  "#3a3b46",
  "#2b2c36",
  "#1d1e25",
  "#16171d",
  "#101116",
  "#0b0c10",
];

/** Neutral greys carry everything, one accent marks what can be acted on. The other tokens are in tokens.css. */
export const theme = createTheme({
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace",
  colors: { indigo, dark },
  primaryColor: "indigo",
  primaryShade: { light: 7, dark: 6 },
  defaultRadius: 8,
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "20px" },
  respectReducedMotion: true,
  cursorType: "pointer",
  focusRing: "auto",
  components: {
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 300, withArrow: false, transitionProps: { duration: 100 } } }),
    Modal: Modal.extend({
      defaultProps: { transitionProps: { duration: 120 }, centered: true },
      styles: { title: { fontSize: 16, fontWeight: 600 } },
    }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: "subtle", color: "gray" } }),
  },
});
