import { keepPreviousData, useQueryClient } from "@tanstack/react-query";
import { api } from "./client";
import type { WindowQuery } from "./hooks";
import type { paths } from "./query.gen";
import type { Inference } from "./types";

type ListQuery = NonNullable<paths["/api/v1/inferences/count"]["get"]["parameters"]["query"]>;

/** Which inferences are asked for, as the API names it; fields of metadata have names of their own. */
export type InferenceFilter = Omit<ListQuery, "from" | "until"> & {
  readonly [field: `metadata.${string}` | `metadata_from.${string}` | `metadata_below.${string}`]: string[];
};

const INFERENCE = "/api/v1/inferences/{inference_id}";
const keepShown = { placeholderData: keepPreviousData };

/** Inferences of the window, newest first, page by page. */
export function useInferences(window: WindowQuery, filter: InferenceFilter, limit: number) {
  return api.useInfiniteQuery(
    "get",
    "/api/v1/inferences",
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

export function useInference(inferenceId: string, responseIndex: number, enabled = true) {
  return api.useQuery(
    "get",
    INFERENCE,
    named(inferenceId, responseIndex),
    // What was inferred does not change; metadata and image may still arrive.
    { staleTime: 60_000, enabled },
  );
}

function named(inferenceId: string, responseIndex: number) {
  return { params: { path: { inference_id: inferenceId }, query: { response_index: responseIndex } } };
}

/** What stands before and after an inference in the list that the filters make; never those of another inference. */
export function useNeighbours(
  window: WindowQuery,
  filter: InferenceFilter,
  inferenceId: string,
  responseIndex: number,
) {
  const { path, query } = named(inferenceId, responseIndex).params;
  return api.useQuery("get", `${INFERENCE}/neighbours`, {
    params: { path, query: { ...window, ...filter, ...query } },
  });
}

/** Gives an inference fields. They are on their way when it is answered: what is shown is changed here meanwhile. */
export function useSetMetadata(inference: Inference) {
  const queries = useQueryClient();
  const { queryKey } = api.queryOptions("get", INFERENCE, named(inference.inference_id, inference.response_index));
  return api.useMutation("post", `${INFERENCE}/metadata`, {
    onSuccess: (_, { body }) =>
      queries.setQueryData(queryKey, { ...inference, metadata: { ...inference.metadata, ...body.metadata } }),
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
