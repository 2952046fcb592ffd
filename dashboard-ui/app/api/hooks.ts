import { keepPreviousData, useQueryClient } from "@tanstack/react-query";
import { timeZone } from "../shared/format/times";
import { api } from "./client";

/** The span that a question is about, as the API wants it. */
export interface WindowQuery {
  readonly from: string;
  readonly until: string;
}

export interface InferenceFilter {
  readonly model_id?: string;
  readonly device_id?: string;
}

const SESSION = "/api/v1/session";
const API_KEYS = "/api/v1/api-keys";
const DEAD_LETTERS = "/api/v1/operations/dead-letters";
// While a new window loads, the old one's answer stays on the screen.
const keepShown = { placeholderData: keepPreviousData };

/** Who is signed in; fails with a problem of status 401 when nobody is. */
export function useSessionQuery() {
  return api.useQuery("get", SESSION, {}, { staleTime: 60_000 });
}

export function useSignIn() {
  const queries = useQueryClient();
  return api.useMutation("post", SESSION, {
    onSuccess: (session) => queries.setQueryData(["get", SESSION, {}], session),
  });
}

export function useSignOut() {
  const queries = useQueryClient();
  // Everything shown belonged to that person.
  return api.useMutation("delete", SESSION, { onSuccess: () => queries.clear() });
}

export function useOverview(window: WindowQuery, enabled = true) {
  return api.useQuery(
    "get",
    "/api/v1/overview",
    { params: { query: { ...window, time_zone: timeZone() } } },
    { ...keepShown, enabled },
  );
}

export function useModels(window: WindowQuery, enabled = true) {
  return api.useQuery("get", "/api/v1/models", { params: { query: { ...window } } }, { ...keepShown, enabled });
}

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

export function useInference(inferenceId: string, responseIndex: number) {
  return api.useQuery(
    "get",
    "/api/v1/inferences/{inference_id}",
    { params: { path: { inference_id: inferenceId }, query: { response_index: responseIndex } } },
    // What was inferred does not change; metadata and image may still arrive.
    { staleTime: 60_000 },
  );
}

export function imageUrl(inferenceId: string): string {
  return `/api/v1/inferences/${encodeURIComponent(inferenceId)}/image`;
}

export function useDevices(window: WindowQuery, enabled = true) {
  return api.useQuery("get", "/api/v1/devices", { params: { query: { ...window } } }, { ...keepShown, enabled });
}

/** Whether each device lives, as the alert-service sees it now. */
export function useDeviceStates() {
  return api.useQuery("get", "/api/v1/devices/states", {}, keepShown);
}

export function useApiKeys() {
  return api.useQuery("get", API_KEYS);
}

export function useCreateApiKey() {
  const queries = useQueryClient();
  return api.useMutation("post", API_KEYS, {
    onSuccess: () => queries.invalidateQueries({ queryKey: ["get", API_KEYS] }),
  });
}

export function useRevokeApiKey() {
  const queries = useQueryClient();
  return api.useMutation("delete", "/api/v1/api-keys/{id}", {
    onSuccess: () => queries.invalidateQueries({ queryKey: ["get", API_KEYS] }),
  });
}

/** What the last comparison of log, rows and sums found. */
export function useIntegrity() {
  return api.useQuery("get", "/api/v1/operations/integrity", {}, { ...keepShown, refetchInterval: 15_000 });
}

/** Records that were put aside, newest first, page by page. */
export function useDeadLetters() {
  return api.useInfiniteQuery(
    "get",
    DEAD_LETTERS,
    {},
    {
      ...keepShown,
      initialPageParam: null,
      getNextPageParam: (page) => page.next_cursor ?? undefined,
      pageParamName: "cursor",
    },
  );
}

export function useReplayDeadLetters() {
  const queries = useQueryClient();
  return api.useMutation("post", "/api/v1/operations/dead-letters/replay", {
    onSuccess: () => queries.invalidateQueries({ queryKey: ["get", DEAD_LETTERS] }),
  });
}
