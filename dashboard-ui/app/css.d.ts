import "react";

declare module "react" {
  interface CSSProperties {
    /** The colour of a swatch, chip or box. */
    "--swatch"?: string;
  }
}
