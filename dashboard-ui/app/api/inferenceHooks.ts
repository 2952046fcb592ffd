import { type InfiniteData, keepPreviousData, type QueryClient, useQueryClient } from "@tanstack/react-query";
import { api } from "./client";
import type { WindowQuery } from "./hooks";
import type { paths } from "./query.gen";
import type { Inference, InferenceNeighbours, Inferences, NamedInference } from "./types";

type ListQuery = NonNullable<paths["/api/v1/inferences/count"]["get"]["parameters"]["query"]>;

/** Which inferences are asked for, as the API names it; fields of metadata have names of their own. */
export type InferenceFilter = Omit<ListQuery, "from" | "until"> & {
  readonly [field: `metadata.${string}` | `metadata_from.${string}` | `metadata_below.${string}`]: string[];
};

const INFERENCES = "/api/v1/inferences";
const INFERENCE = `${INFERENCES}/{inference_id}` as const;
const NEIGHBOURS = `${INFERENCE}/neighbours` as const;

const keepShown = { placeholderData: keepPreviousData };

/** Inferences of the window, newest first, page by page. */
export function useInferences(window: WindowQuery, filter: InferenceFilter, limit: number) {
  return api.useInfiniteQuery(
    "get",
    INFERENCES,
    { params: { query: { ...window, ...filter, limit } } },
    {
      ...keepShown,
      // Null is left out of the address; undefined would become a 0 there.
      initialPageParam: null,
      getNextPageParam: (page) => page.next_cursor ?? undefined,
      pageParamName: "cursor",
    },
  );
}

/** How many there are on all pages; it may take longer than a page, and nothing waits for it. */
export function useInferenceCount(window: WindowQuery, filter: InferenceFilter, enabled = true) {
  return api.useQuery(
    "get",
    "/api/v1/inferences/count",
    { params: { query: { ...window, ...filter } } },
    { ...keepShown, enabled },
  );
}

/** What there is to filter by, with how often each value is there. */
export function useInferenceFacets(window: WindowQuery, enabled: boolean) {
  return api.useQuery(
    "get",
    "/api/v1/inferences/facets",
    { params: { query: { ...window } } },
    { ...keepShown, enabled, staleTime: 60_000 },
  );
}

export function useInference(inference: NamedInference, enabled = true) {
  const queries = useQueryClient();
  return api.useQuery(
    "get",
    INFERENCE,
    { params: named(inference) },
    {
      // What was inferred does not change; metadata and image may still arrive.
      staleTime: 60_000,
      enabled,
      placeholderData: () => seen(queries, inference),
    },
  );
}

/** What a list or another one's neighbours have of it: that is all of it, and shown until the answer comes. */
function seen(queries: QueryClient, { inference_id, response_index }: NamedInference): Inference | undefined {
  const lists = queries.getQueriesData<InfiniteData<Inferences>>({ queryKey: ["get", INFERENCES] });
  const neighbours = queries.getQueriesData<InferenceNeighbours>({ queryKey: ["get", NEIGHBOURS] });
  const all = [
    ...lists.flatMap(([, list]) => list?.pages ?? []).flatMap((page) => page.inferences),
    ...neighbours.flatMap(([, around]) => (around === undefined ? [] : [...around.newer, ...around.older])),
  ];
  return all.find((one) => one.inference_id === inference_id && one.response_index === response_index);
}

function named({ inference_id, response_index, occurred_at }: NamedInference) {
  return { path: { inference_id }, query: { response_index, ...(occurred_at && { occurred_at }) } };
}

/** What stands before and after an inference in the list that the filters make; never those of another inference. */
export function useNeighbours(window: WindowQuery, filter: InferenceFilter, inference: NamedInference) {
  const { path, query } = named(inference);
  return api.useQuery("get", NEIGHBOURS, {
    params: { path, query: { ...window, ...filter, ...query } },
  });
}

/** Gives an inference fields. They are on their way when it is answered: what is shown is changed here meanwhile. */
export function useSetMetadata(inference: Inference) {
  const queries = useQueryClient();
  return api.useMutation("post", `${INFERENCE}/metadata`, {
    onSuccess: (_, { body }) =>
      // However it was asked for, by its time or without; the fields are those of the whole request.
      queries.setQueriesData<Inference>({ queryKey: ["get", INFERENCE] }, (shown) =>
        shown?.inference_id === inference.inference_id
          ? { ...shown, metadata: { ...shown.metadata, ...body.metadata } }
          : shown,
      ),
  });
}

const VIEWS = "/api/v1/saved-views";

export function useSavedViews(enabled: boolean) {
  return api.useQuery("get", VIEWS, {}, { ...keepShown, enabled });
}

export function useSaveView() {
  const queries = useQueryClient();
  return api.useMutation("post", VIEWS, {
    onSuccess: () => queries.invalidateQueries({ queryKey: ["get", VIEWS] }),
  });
}

export function useRemoveSavedView() {
  const queries = useQueryClient();
  return api.useMutation("delete", `${VIEWS}/{id}`, {
    onSuccess: () => queries.invalidateQueries({ queryKey: ["get", VIEWS] }),
  });
}

export function imageUrl(inferenceId: string): string {
  return `/api/v1/inferences/${encodeURIComponent(inferenceId)}/image`;
}

/** At most 320 pixels on the longer side. */
export function thumbnailUrl(inferenceId: string): string {
  return `${imageUrl(inferenceId)}?size=thumbnail`;
}

export type ExportFormat = "csv" | "ndjson" | "parquet";

/** Where a file with everything that passes the filters comes from. */
export function exportUrl(window: WindowQuery, filter: InferenceFilter, format: ExportFormat): string {
  const search = new URLSearchParams({ ...window, format });
  for (const [name, values] of Object.entries(filter)) {
    for (const value of [values].flat()) {
      search.append(name, String(value));
    }
  }
  return `${globalThis.location.origin}/api/v1/inferences/export?${search}`;
}
