import { keptSearch } from "./timeWindow";

/** The address of a device's page, in the span that is looked at now. */
export function deviceAt(search: URLSearchParams, deviceId: string) {
  return `/devices/${encodeURIComponent(deviceId)}${keptSearch(search)}`;
}

/** The address of the inferences that one filter lets through, in the span that is looked at now. */
export function inferencesOf(
  search: URLSearchParams,
  filter: "model_id" | "project" | "device_id" | "inference" | `metadata.${string}`,
  value: string,
) {
  const next = new URLSearchParams(keptSearch(search));
  next.set(filter, value);
  return `/inferences?${next}`;
}

/** The address of a model's page, or of one version's, in the span that is looked at now. */
export function modelPath(search: URLSearchParams, project: string, version: string | null | undefined) {
  const page = version == null ? "" : `/${encodeURIComponent(version)}`;
  return `/models/${encodeURIComponent(project)}${page}${keptSearch(search)}`;
}
