import { useQueryClient } from "@tanstack/react-query";
import { api } from "./client";

const SESSION = "/api/v1/session";
const MEMBERS = "/api/v1/members";
const INVITATIONS = "/api/v1/invitations";
const SESSIONS = "/api/v1/sessions";
const RETENTION = "/api/v1/retention";
const WORKSPACES = "/api/v1/workspaces";

function useRefreshOf(...paths: string[]) {
  const queries = useQueryClient();
  return () => {
    for (const path of paths) {
      void queries.invalidateQueries({ queryKey: ["get", path] });
    }
  };
}

export function useMembers() {
  return api.useQuery("get", MEMBERS);
}

export function useChangeRole() {
  // One's own role may be the one that changed.
  return api.useMutation("put", "/api/v1/members/{person_id}", { onSuccess: useRefreshOf(MEMBERS, SESSION) });
}

export function useRemoveMember() {
  return api.useMutation("delete", "/api/v1/members/{person_id}", { onSuccess: useRefreshOf(MEMBERS, SESSION) });
}

/** Invitations that wait; while mails are on their way it looks again. */
export function useInvitations(enabled: boolean) {
  return api.useQuery(
    "get",
    INVITATIONS,
    {},
    {
      enabled,
      refetchInterval: (query) =>
        query.state.data?.invitations.some((invitation) => invitation.mail === "on_its_way") === true ? 2_000 : false,
    },
  );
}

export function useInvite() {
  return api.useMutation("post", INVITATIONS, { onSuccess: useRefreshOf(INVITATIONS) });
}

export function useSendAgain() {
  return api.useMutation("post", "/api/v1/invitations/{id}/send-again", { onSuccess: useRefreshOf(INVITATIONS) });
}

export function useRevokeInvitation() {
  return api.useMutation("delete", "/api/v1/invitations/{id}", { onSuccess: useRefreshOf(INVITATIONS) });
}

/** What the link of an invitation offers. */
export function useInvitationOffer(token: string) {
  return api.useQuery("post", "/api/v1/invitations/look", { body: { token } }, { retry: false, staleTime: 60_000 });
}

export function useAcceptInvitation() {
  const queries = useQueryClient();
  return api.useMutation("post", "/api/v1/invitations/accept", {
    onSuccess: (session) => {
      // What was shown before may belong to another workspace.
      queries.clear();
      queries.setQueryData(["get", SESSION, {}], session);
    },
  });
}

/** How people may sign in here, beside e-mail and password. */
export function useSignInOptions() {
  return api.useQuery("get", "/api/v1/sign-in", {}, { staleTime: Number.POSITIVE_INFINITY });
}

export function useForgetPassword() {
  return api.useMutation("post", "/api/v1/password-resets");
}

export function useSetForgottenPassword() {
  return api.useMutation("post", "/api/v1/password-resets/use");
}

export function useChangePassword() {
  return api.useMutation("put", "/api/v1/session/password", { onSuccess: useRefreshOf(SESSIONS) });
}

/** How hard a password is to guess, in words. Nothing of it is kept, here neither. */
export function usePasswordStrength(password: string, email: string) {
  return api.useQuery(
    "post",
    "/api/v1/password-strength",
    { body: { password, email } },
    { enabled: password.length >= 12, retry: false, gcTime: 0, staleTime: Number.POSITIVE_INFINITY },
  );
}

export function useSessions() {
  return api.useQuery("get", SESSIONS);
}

export function useEndSession() {
  return api.useMutation("delete", "/api/v1/sessions/{id}", { onSuccess: useRefreshOf(SESSIONS) });
}

export function useEndOtherSessions() {
  return api.useMutation("delete", SESSIONS, { onSuccess: useRefreshOf(SESSIONS) });
}

export function useWorkspaces() {
  return api.useQuery("get", WORKSPACES, {}, { staleTime: 60_000 });
}

export function useCreateWorkspace() {
  return api.useMutation("post", WORKSPACES, { onSuccess: useRefreshOf(WORKSPACES) });
}

export function useSwitchWorkspace() {
  return api.useMutation("put", "/api/v1/session/workspace");
}

/** For how many days the workspace keeps things. */
export function useRetention() {
  return api.useQuery("get", RETENTION);
}

export function useChangeRetention() {
  return api.useMutation("put", RETENTION, { onSuccess: useRefreshOf(RETENTION) });
}

/** Changes of settings, newest first, page by page. */
export function useAuditLog(enabled: boolean) {
  return api.useInfiniteQuery(
    "get",
    "/api/v1/audit-log",
    {},
    {
      enabled,
      initialPageParam: null,
      getNextPageParam: (page) => page.next_cursor ?? undefined,
      pageParamName: "cursor",
    },
  );
}
