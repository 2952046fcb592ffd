import { keptSearch } from "./timeWindow";

/** The address of the inferences that one filter lets through, in the span that is looked at now. */
export function inferencesOf(search: URLSearchParams, filter: "model_id" | "device_id" | "inference", value: string) {
  const next = new URLSearchParams(keptSearch(search));
  next.set(filter, value);
  return `/inferences?${next}`;
}
