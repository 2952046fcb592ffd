/** Why a call failed, in words a person can act on (RFC 9457 where the service said it). */
export class Problem extends Error {
  override readonly name = "Problem";

  constructor(
    /** The HTTP status; 0 when no answer came. */
    readonly status: number,
    readonly title: string,
    readonly detail: string | null = null,
    /** What an operator can find the call by. */
    readonly requestId: string | null = null,
    options?: ErrorOptions,
    /** Which part of the input could not be meant; null when it is about the whole. */
    readonly field: string | null = null,
  ) {
    super(detail ?? title, options);
  }

  static async of(response: Response): Promise<Problem> {
    const requestId = response.headers.get("X-Request-Id");
    const body: unknown = await response.json().catch(() => null);
    const title = text(body, "title") ?? titleOf(response.status);
    return new Problem(response.status, title, text(body, "detail"), requestId, undefined, text(body, "field"));
  }

  static unreachable(cause: unknown): Problem {
    return new Problem(0, "Sightline cannot be reached", "Check the connection, then try again.", null, { cause });
  }

  /** True when nobody is signed in (any more). */
  get isSignedOut(): boolean {
    return this.status === 401;
  }

  /** True when the same call may go through later. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** What hooks hand out as an error is always a {@link Problem}; the generated types cannot know. */
export function problemOf(error: unknown): Problem {
  return error instanceof Problem
    ? error
    : new Problem(0, "Something unexpected happened", null, null, { cause: error });
}

function text(body: unknown, field: string): string | null {
  if (typeof body !== "object" || body === null || !(field in body)) {
    return null;
  }
  const value: unknown = Reflect.get(body, field);
  return typeof value === "string" ? value : null;
}

function titleOf(status: number): string {
  if (status === 403) {
    return "Your role does not allow this";
  }
  if (status === 404) {
    return "Not found";
  }
  return status >= 500 ? "The service could not answer" : `The service refused the request (${status})`;
}
