import { vi } from "vitest";

/** What the network answers to `GET /api/v1/overview` and the like: a body, or a function of the request. */
export type Answers = Readonly<Record<string, unknown>>;

let answers: Map<string, unknown>;
let calls: Request[];

export function forgetAnswers() {
  answers = new Map();
  calls = [];
  vi.stubGlobal("fetch", answer);
}

/** Lets the network answer; later answers replace earlier ones. A call without an answer is a 404 that names it. */
export function answerWith(more: Answers) {
  for (const [call, body] of Object.entries(more)) {
    answers.set(call, body);
  }
}

/** The calls of one kind, in order. */
export function callsOf(call: string): readonly Request[] {
  return calls.filter((request) => nameOf(request) === call);
}

/** What the last call of one kind asked for. */
export function lastQuery(call: string): URLSearchParams {
  return new URL(callsOf(call).at(-1)?.url ?? "http://none").searchParams;
}

export function problem(status: number, detail: string): () => Response {
  return () =>
    new Response(JSON.stringify({ title: "Problem", status, detail }), {
      status,
      headers: { "Content-Type": "application/problem+json", "X-Request-Id": "request-7" },
    });
}

async function answer(request: Request): Promise<Response> {
  calls.push(request.clone());
  const body = answers.get(nameOf(request));
  if (body === undefined) {
    return problem(404, `no answer for ${nameOf(request)}`)();
  }
  if (typeof body === "function") {
    return body(request);
  }
  return body === null ? new Response(null, { status: 204 }) : Response.json(body);
}

function nameOf(request: Request): string {
  return `${request.method} ${new URL(request.url).pathname}`;
}
