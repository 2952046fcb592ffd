import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { Problem } from "./problem";

const SESSION = ["get", "/api/v1/session"];

/** The cache of the API's answers. When any of them says that nobody is signed in, the session is asked for again. */
export function createQueries(): QueryClient {
  const noticeSignOut = (error: unknown, key: readonly unknown[]) => {
    if (error instanceof Problem && error.isSignedOut && key[1] !== SESSION[1]) {
      void queries.resetQueries({ queryKey: SESSION });
    }
  };
  const queries: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: (error, query) => noticeSignOut(error, query.queryKey) }),
    mutationCache: new MutationCache({
      onError: (error, _variables, _result, mutation) => noticeSignOut(error, mutation.options.mutationKey ?? []),
    }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) => failures < 2 && error instanceof Problem && error.isPassing,
        retryDelay: (attempt) => Math.min(500 * 2 ** attempt, 4_000),
      },
    },
  });
  return queries;
}
