import { keepPreviousData, useQueryClient } from "@tanstack/react-query";
import { api } from "./client";
import type { AlertCondition, AlertRuleInput } from "./types";

const RULES = "/api/v1/alert-rules";
const RULE = "/api/v1/alert-rules/{id}";
const INCIDENTS = "/api/v1/incidents";
const INCIDENT = "/api/v1/incidents/{id}";
const DELIVERIES = "/api/v1/deliveries";
const PAGE = 50;

/** So many incidents are counted at most. */
export const MOST_OPEN = 200;

/** What is wrong right now; asked for on every page. */
export function useOpenIncidents() {
  return api.useQuery(
    "get",
    INCIDENTS,
    { params: { query: { state: "open", limit: MOST_OPEN } } },
    { placeholderData: keepPreviousData, refetchInterval: 15_000 },
  );
}

/** Incidents, newest first, page by page. */
export function useIncidents(state: "open" | "resolved" | null) {
  return api.useInfiniteQuery(
    "get",
    INCIDENTS,
    { params: { query: { ...(state !== null && { state }), limit: PAGE } } },
    {
      placeholderData: keepPreviousData,
      initialPageParam: null,
      getNextPageParam: (page) => (page.incidents.length < PAGE ? undefined : page.incidents.at(-1)?.id),
      pageParamName: "after",
    },
  );
}

export function useIncident(id: string) {
  return api.useQuery("get", INCIDENT, { params: { path: { id } } });
}

export function useAcknowledgeIncident() {
  const refresh = useRefresh(INCIDENTS, INCIDENT);
  return api.useMutation("post", "/api/v1/incidents/{id}/acknowledge", { onSuccess: refresh });
}

export function useCommentIncident() {
  const refresh = useRefresh(INCIDENT);
  return api.useMutation("post", "/api/v1/incidents/{id}/comment", { onSuccess: refresh });
}

export function useResolveIncident() {
  const refresh = useRefresh(INCIDENTS, INCIDENT, RULES, RULE);
  return api.useMutation("post", "/api/v1/incidents/{id}/resolve", { onSuccess: refresh });
}

export function useAcceptIncident() {
  const refresh = useRefresh(INCIDENTS, INCIDENT, RULES, RULE);
  return api.useMutation("post", "/api/v1/incidents/{id}/accept", { onSuccess: refresh });
}

export function useAlertRules() {
  return api.useQuery("get", RULES, {}, { placeholderData: keepPreviousData });
}

export function useAlertRule(id: string) {
  return api.useQuery("get", RULE, { params: { path: { id } } });
}

/** Ready-made rules; they change with a version only. */
export function useAlertRuleTemplates() {
  return api.useQuery("get", "/api/v1/alert-rules/templates", {}, { staleTime: "static" });
}

/** What the service fills in where a rule of this condition says nothing; undefined until it has said. */
export function useUsualRule(type: AlertCondition["type"]) {
  const usual = api.useQuery("get", "/api/v1/alert-rules/usual", {}, { staleTime: "static" });
  return usual.data?.conditions.find((condition) => condition.type === type);
}

/** What a rule would have done. A replay is work, so that it is asked for once, however live the page is. */
export function useAlertRulePreview(rule: AlertRuleInput, enabled: boolean) {
  return api.useQuery(
    "post",
    "/api/v1/alert-rules/preview",
    { body: rule },
    { placeholderData: keepPreviousData, staleTime: "static", gcTime: 60_000, enabled },
  );
}

export function useCreateAlertRule() {
  return api.useMutation("post", RULES, { onSuccess: useRefresh(RULES) });
}

export function useReplaceAlertRule() {
  const refresh = useRefresh(RULES, RULE, INCIDENTS);
  return api.useMutation("put", RULE, { onSuccess: refresh });
}

export function useDeleteAlertRule() {
  const refresh = useRefresh(RULES, INCIDENTS);
  return api.useMutation("delete", RULE, { onSuccess: refresh });
}

export function usePauseAlertRule() {
  const refresh = useRefresh(RULES, RULE);
  return api.useMutation("post", "/api/v1/alert-rules/{id}/pause", { onSuccess: refresh });
}

export function useResumeAlertRule() {
  const refresh = useRefresh(RULES, RULE);
  return api.useMutation("post", "/api/v1/alert-rules/{id}/resume", { onSuccess: refresh });
}

export function useSilenceAlertRule() {
  const refresh = useRefresh(RULES, RULE);
  return api.useMutation("post", "/api/v1/alert-rules/{id}/silence", { onSuccess: refresh });
}

export function useTestAlertRule() {
  return api.useMutation("post", "/api/v1/alert-rules/{id}/test", { onSuccess: useRefresh(DELIVERIES) });
}

/** What was sent to whom, newest first. */
export function useDeliveries(state: string | null) {
  return api.useQuery(
    "get",
    DELIVERIES,
    { params: { query: { ...(state !== null && { state }), limit: 200 } } },
    { placeholderData: keepPreviousData },
  );
}

export function useResendDelivery() {
  return api.useMutation("post", "/api/v1/deliveries/{id}/resend", { onSuccess: useRefresh(DELIVERIES) });
}

function useRefresh(...paths: string[]) {
  const queries = useQueryClient();
  return () => Promise.all(paths.map((path) => queries.invalidateQueries({ queryKey: ["get", path] })));
}
