import type { InferenceFilter } from "../../api/hooks";

const NAMES = ["model_id", "device_id"] as const;

/** Which inferences the address asks for. */
export function filterOf(search: URLSearchParams): InferenceFilter {
  const chosen = NAMES.map((name) => [name, search.get(name)] as const).filter(([, value]) => value !== null);
  return Object.fromEntries(chosen);
}

export function withFilter(search: URLSearchParams, name: (typeof NAMES)[number], value: string | null) {
  const next = new URLSearchParams(search);
  if (value === null) {
    next.delete(name);
  } else {
    next.set(name, value);
  }
  return next;
}
