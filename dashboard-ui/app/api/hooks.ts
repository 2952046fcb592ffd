import { keepPreviousData, useQueryClient } from "@tanstack/react-query";
import { timeZone } from "../shared/format/times";
import { api } from "./client";

/** The span that a question is about, as the API wants it. */
export interface WindowQuery {
  readonly from: string;
  readonly until: string;
}

/** Which models a question is about: all, all versions of one, or one version. */
export interface ModelScope {
  readonly project?: string;
  readonly version?: string;
}

const SESSION = "/api/v1/session";
const OVERVIEW = "/api/v1/overview";
const MODELS = "/api/v1/models";
const CLASSES = "/api/v1/classes";
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

export function useOverview(window: WindowQuery, enabled = true, scope: ModelScope = {}) {
  return api.useQuery("get", OVERVIEW, overviewOf(window, scope), { ...keepShown, enabled });
}

/** Every model that answered: version by version, or all versions of one in a row. */
export function useModels(window: WindowQuery, enabled = true, by: "version" | "project" = "version") {
  return api.useQuery("get", MODELS, { params: { query: { ...window, by } } }, { ...keepShown, enabled });
}

/** The versions of one model. */
export function useVersions(window: WindowQuery, project: string) {
  return api.useQuery("get", MODELS, { params: { query: { ...window, project } } }, keepShown);
}

export function useClasses(window: WindowQuery, scope: ModelScope) {
  return api.useQuery("get", CLASSES, { params: { query: { ...window, ...scope } } }, keepShown);
}

/** Loads what a model's page shows first, because somebody is about to open it. */
export function usePrefetchModel() {
  const queries = useQueryClient();
  return (window: WindowQuery, scope: ModelScope) => {
    void queries.prefetchQuery(api.queryOptions("get", OVERVIEW, overviewOf(window, scope)));
    void queries.prefetchQuery(api.queryOptions("get", CLASSES, { params: { query: { ...window, ...scope } } }));
  };
}

/** Loads what a page shows first, because somebody is about to open it. */
export function usePrefetchPage() {
  const queries = useQueryClient();
  return (path: string, window: WindowQuery) => {
    const query = { ...window };
    if (path === "/") {
      void queries.prefetchQuery(api.queryOptions("get", OVERVIEW, overviewOf(window, {})));
    } else if (path === "/models") {
      void queries.prefetchQuery(api.queryOptions("get", MODELS, { params: { query: { ...query, by: "project" } } }));
    } else if (path === "/devices") {
      void queries.prefetchQuery(api.queryOptions("get", "/api/v1/devices", { params: { query } }));
    }
  };
}

/** The customer's own fields that inferences have, with their values. */
export function useMetadataFields(window: WindowQuery, enabled = true) {
  return api.useQuery(
    "get",
    "/api/v1/metadata/fields",
    { params: { query: { ...window } } },
    { ...keepShown, enabled, staleTime: 60_000 },
  );
}

/** Figures by the values of a metadata field. */
export function useBreakdown(window: WindowQuery, scope: ModelScope, field: string | null) {
  return api.useQuery(
    "get",
    "/api/v1/metadata/breakdown",
    { params: { query: { ...window, ...scope, field: field ?? "" } } },
    { ...keepShown, enabled: field !== null },
  );
}

/** The devices that asked a model. */
export function useDevicesOf(window: WindowQuery, scope: ModelScope) {
  return api.useQuery("get", "/api/v1/devices", { params: { query: { ...window, ...scope } } }, keepShown);
}

function overviewOf(window: WindowQuery, scope: ModelScope) {
  return { params: { query: { ...window, ...scope, time_zone: timeZone() } } };
}

export function useDevices(window: WindowQuery, enabled = true) {
  return api.useQuery("get", "/api/v1/devices", { params: { query: { ...window } } }, { ...keepShown, enabled });
}

/** What a device's servers count by themselves. */
export function useDeviceUsage(deviceId: string, window: WindowQuery) {
  return api.useQuery(
    "get",
    "/api/v1/devices/{device_id}/usage",
    { params: { path: { device_id: deviceId }, query: { ...window } } },
    keepShown,
  );
}

/** Whether each device lives, as the alert-service sees it now. */
export function useDeviceStates() {
  return api.useQuery("get", "/api/v1/devices/states", {}, keepShown);
}

export function useApiKeys() {
  return api.useQuery("get", API_KEYS);
}

/** What came with each key, and what was refused; new within a quarter of a minute. */
export function useKeyActivity() {
  return api.useQuery("get", "/api/v1/api-keys/activity", {}, { ...keepShown, refetchInterval: 5_000 });
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

/** How much room is left for what is kept; only owners may ask. */
export function useSpace(enabled: boolean) {
  return api.useQuery("get", "/api/v1/operations/space", {}, { ...keepShown, enabled, refetchInterval: 60_000 });
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
