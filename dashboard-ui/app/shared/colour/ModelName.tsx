import { stableColour } from "./stableColour";

/** A model by name, with its colour. */
export function ModelName({ modelId }: { readonly modelId: string }) {
  return (
    <span className="cell-name">
      <span className="swatch" style={{ "--swatch": stableColour(modelId) }} aria-hidden="true" />
      <span title={modelId}>{modelId}</span>
    </span>
  );
}
