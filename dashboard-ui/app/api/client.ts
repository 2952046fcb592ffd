import createFetchClient, { type Middleware } from "openapi-fetch";
import createQueryClient from "openapi-react-query";
import type { paths as AlertPaths } from "./alert.gen";
import { Problem } from "./problem";
import type { paths as QueryPaths } from "./query.gen";
import type { paths as StatsPaths } from "./stats.gen";

/** Every answer that is not a success becomes a {@link Problem}, so that queries have one kind of error. */
const problems: Middleware = {
  onRequest({ request }) {
    // What a foreign page cannot set without asking: the services refuse changes that come without it.
    request.headers.set("X-Sightline", "1");
    return request;
  },
  async onResponse({ response }) {
    if (!response.ok) {
      throw await Problem.of(response);
    }
  },
  onError({ error }) {
    return error instanceof Problem ? error : Problem.unreachable(error);
  },
};

const client = createFetchClient<QueryPaths & AlertPaths & StatsPaths>({
  baseUrl: globalThis.location.origin,
  // Looked up at each call, so that tests can stand in for the network.
  fetch: (request) => globalThis.fetch(request),
});
client.use(problems);

/** The API as query hooks; use them through the one hook that each endpoint has in its feature. */
export const api = createQueryClient(client);
