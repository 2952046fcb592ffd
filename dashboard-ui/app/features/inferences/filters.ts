import type { InferenceFilter } from "../../api/inferenceHooks";

/**
 * The filters of the table, as the address carries them. Each is known by an id: the API's parameter, for bounds without
 * `_from` and `_below`, and `metadata.<name>` for a field of metadata.
 */

/** How a filter by a number is shown and entered. */
export interface Scale {
  /** What the API's number is multiplied with to be read by people. */
  readonly factor: number;
  readonly step: number;
  readonly unit: string;
  /** Of whole things "at most 3" is said, and "below 4" is meant. */
  readonly isWhole: boolean;
}

export type FilterKind =
  | { readonly kind: "texts"; readonly id: string; readonly label: string }
  | { readonly kind: "range"; readonly id: string; readonly label: string; readonly scale: Scale }
  | { readonly kind: "flag"; readonly id: string; readonly label: string; readonly yes: string; readonly no: string }
  | { readonly kind: "metadata"; readonly id: string; readonly label: string };

const CONFIDENCE: Scale = { factor: 1, step: 0.05, unit: "", isWhole: false };
const PLAIN: Scale = { factor: 1, step: 1, unit: "", isWhole: false };

export const FILTERS: readonly FilterKind[] = [
  { kind: "texts", id: "model_id", label: "Model" },
  { kind: "texts", id: "project", label: "Model, any version" },
  { kind: "texts", id: "version", label: "Version" },
  { kind: "texts", id: "class", label: "Class" },
  { kind: "range", id: "confidence", label: "Confidence", scale: CONFIDENCE },
  { kind: "range", id: "average_confidence", label: "Average confidence", scale: CONFIDENCE },
  {
    kind: "range",
    id: "prediction_count",
    label: "Number of predictions",
    scale: { factor: 1, step: 1, unit: "", isWhole: true },
  },
  {
    kind: "range",
    id: "inference_time",
    label: "Inference time",
    scale: { factor: 1_000, step: 5, unit: "ms", isWhole: false },
  },
  { kind: "texts", id: "device_id", label: "Device" },
  { kind: "texts", id: "server_id", label: "Inference server" },
  { kind: "texts", id: "server_version", label: "Server version" },
  { kind: "texts", id: "tag", label: "Tag" },
  { kind: "texts", id: "model_type", label: "Task" },
  { kind: "texts", id: "source", label: "Source" },
  { kind: "texts", id: "source_info", label: "Source details" },
  { kind: "texts", id: "workflow_id", label: "Workflow" },
  { kind: "texts", id: "stream_id", label: "Stream" },
  { kind: "flag", id: "is_error", label: "Outcome", yes: "Failed", no: "Answered" },
  { kind: "texts", id: "error_type", label: "Error" },
  { kind: "flag", id: "has_image", label: "Image", yes: "With an image", no: "Without an image" },
  { kind: "texts", id: "inference_id", label: "Inference id" },
];

const METADATA = "metadata.";

export function metadataId(name: string): string {
  return METADATA + name;
}

/** The filter of an id; undefined for what is no filter. */
export function kindOf(id: string): FilterKind | undefined {
  return id.startsWith(METADATA) && id.length > METADATA.length
    ? { kind: "metadata", id, label: id.slice(METADATA.length) }
    : FILTERS.find((filter) => filter.id === id);
}

/** The parameters of the address that belong to a filter. */
function parametersOf(id: string): readonly string[] {
  const bounds = parametersOfBounds(id);
  const kind = kindOf(id)?.kind;
  return kind === "range" ? bounds : kind === "metadata" ? [id, ...bounds] : [id];
}

function parametersOfBounds(id: string): readonly [string, string] {
  return id.startsWith(METADATA)
    ? [id.replace(METADATA, "metadata_from."), id.replace(METADATA, "metadata_below.")]
    : [`${id}_from`, `${id}_below`];
}

/** The filter that a parameter of the address belongs to; null for another parameter. */
function idOf(parameter: string): string | null {
  const id = parameter.replace(/^metadata_(from|below)\./, METADATA);
  if (kindOf(id)?.kind !== "range" && kindOf(id) !== undefined) {
    return id;
  }
  const ranged = parameter.replace(/_(from|below)$/, "");
  return ranged !== parameter && kindOf(ranged)?.kind === "range" ? ranged : null;
}

/** The ids of what the address filters by, in its order. */
export function filterIds(search: URLSearchParams): readonly string[] {
  const ids = [...search.keys()].map(idOf).filter((id) => id !== null);
  return [...new Set(ids)];
}

/** What the API is asked for. */
export function filterOf(search: URLSearchParams): InferenceFilter {
  const names = filterIds(search)
    .flatMap(parametersOf)
    .filter((name) => search.has(name));
  // By construction: these are names of the API's parameters, and it takes what is written in the address.
  return Object.fromEntries(names.map((name) => [name, search.getAll(name)])) as unknown as InferenceFilter;
}

export function textsOf(search: URLSearchParams, id: string): readonly string[] {
  return search.getAll(id);
}

export interface Bounds {
  readonly from: number | null;
  readonly below: number | null;
}

export function boundsOf(search: URLSearchParams, id: string): Bounds {
  const [from, below] = parametersOfBounds(id).map((name) => numberOf(search.get(name)));
  return { from: from ?? null, below: below ?? null };
}

function numberOf(text: string | null): number | null {
  return text === null || text.trim() === "" || Number.isNaN(Number(text)) ? null : Number(text);
}

/** The address with a filter set to these values, at the end where it was not there. */
export function withTexts(search: URLSearchParams, id: string, values: readonly string[]): URLSearchParams {
  return changed(search, [[id, values]]);
}

export function withBounds(search: URLSearchParams, id: string, bounds: Bounds): URLSearchParams {
  const [from, below] = parametersOfBounds(id);
  return changed(search, [
    [from, bounds.from === null ? [] : [String(bounds.from)]],
    [below, bounds.below === null ? [] : [String(bounds.below)]],
  ]);
}

export function withoutFilter(search: URLSearchParams, id: string): URLSearchParams {
  return changed(
    search,
    parametersOf(id).map((name) => [name, []]),
  );
}

export function withoutFilters(search: URLSearchParams): URLSearchParams {
  return filterIds(search).reduce(withoutFilter, search);
}

function changed(search: URLSearchParams, changes: readonly (readonly [string, readonly string[]])[]) {
  const next = new URLSearchParams();
  const written = new Set<string>();
  // In place, so that a chip stays where it is while it is edited.
  for (const [name, value] of search) {
    const change = changes.find(([changedName]) => changedName === name);
    if (change === undefined) {
      next.append(name, value);
    } else if (!written.has(name)) {
      written.add(name);
      for (const text of change[1]) {
        next.append(name, text);
      }
    }
  }
  for (const [name, values] of changes) {
    if (!written.has(name)) {
      for (const text of values) {
        next.append(name, text);
      }
    }
  }
  return next;
}

/** What stands on a chip: what is compared, and with what. */
export function phraseOf(search: URLSearchParams, kind: FilterKind): { readonly what: string; readonly is: string } {
  switch (kind.kind) {
    case "flag":
      return search.has(kind.id)
        ? { what: "", is: search.get(kind.id) === "false" ? kind.no : kind.yes }
        : { what: kind.label, is: "" };
    case "range":
      return { what: rangeLabel(search, kind), is: boundsPhrase(boundsOf(search, kind.id), kind.scale) };
    case "texts":
      return { what: kind.label, is: textsPhrase(textsOf(search, kind.id)) };
    case "metadata": {
      const bounds = boundsPhrase(boundsOf(search, kind.id), PLAIN);
      const texts = textsPhrase(textsOf(search, kind.id));
      return { what: kind.label, is: [texts, bounds].filter(Boolean).join(" and ") };
    }
  }
}

/** A confidence asked for together with a class is the confidence of that class. */
function rangeLabel(search: URLSearchParams, kind: FilterKind): string {
  const classes = textsOf(search, "class");
  return kind.id === "confidence" && classes.length > 0 ? `Confidence of ${classes.join(" or ")}` : kind.label;
}

function textsPhrase(values: readonly string[]): string {
  const [first, second, ...more] = values.map((value) => (value === "" ? NOT_GIVEN : value));
  if (first === undefined) {
    return "";
  }
  return second === undefined ? first : `${first} or ${more.length === 0 ? second : `${more.length + 1} others`}`;
}

/** Stands for inferences that do not say. */
export const NOT_GIVEN = "(not given)";

export function boundsPhrase({ from, below }: Bounds, scale: Scale): string {
  const unit = scale.unit === "" ? "" : ` ${scale.unit}`;
  const shown = (value: number) => `${round(value * scale.factor)}${unit}`;
  if (scale.isWhole && from !== null && below === from + 1) {
    return shown(from);
  }
  const upper = below === null ? "" : scale.isWhole ? `at most ${shown(below - 1)}` : `below ${shown(below)}`;
  return [from === null ? "" : `at least ${shown(from)}`, upper].filter(Boolean).join(", ");
}

/** Without the dust of binary fractions. */
export function round(value: number): number {
  return Number(value.toPrecision(10));
}
