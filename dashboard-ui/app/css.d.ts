import "react";

declare module "react" {
  interface CSSProperties {
    /** The colour of a swatch, chip or box. */
    "--swatch"?: string;
    /** Width by height of an image. */
    "--ratio"?: number;
  }
}
