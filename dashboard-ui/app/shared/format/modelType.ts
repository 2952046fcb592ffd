import { NOTHING } from "./numbers";

/** "object-detection" → "Object detection" */
export function formatModelType(type: string | null | undefined): string {
  if (type == null || type === "") {
    return NOTHING;
  }
  const words = type.replaceAll(/[-_]/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
