import type { NamedInference } from "../../api/types";

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

/** One inference among the rows: a request with several images has several under one id. */
export function keyOf(inference: NamedInference): string {
  return `${inference.inference_id} ${inference.response_index}`;
}

/** The inference that the address opens. */
export function opened(search: URLSearchParams): NamedInference | null {
  const id = search.get("inference");
  if (id === null || id === "") {
    return null;
  }
  const index = Number(search.get("index") ?? 0);
  const at = search.get("at") ?? "";
  return {
    inference_id: id,
    response_index: Number.isInteger(index) ? index : 0,
    ...(INSTANT.test(at) ? { occurred_at: at } : {}),
  };
}

export function openedKey(search: URLSearchParams): string | null {
  const open = opened(search);
  return open === null ? null : keyOf(open);
}

export function withInference(search: URLSearchParams, inference: NamedInference | null): URLSearchParams {
  const next = new URLSearchParams(search);
  next.delete("inference");
  next.delete("index");
  next.delete("at");
  if (inference !== null) {
    next.set("inference", inference.inference_id);
    if (inference.response_index > 0) {
      next.set("index", String(inference.response_index));
    }
    if (inference.occurred_at !== undefined) {
      next.set("at", inference.occurred_at);
    }
  }
  return next;
}

/** An id may hold anything, slashes and dots included: it is no part of a path. */
export const PAGE = "/inferences/view";

/** The address of an inference's own page, in the list that the search narrows. */
export function pageOf(search: URLSearchParams, inference: NamedInference): string {
  return `${PAGE}?${withInference(search, inference)}`;
}

/** The address to hand on: the inference, and nothing of how one got to it. */
export function linkTo(inference: NamedInference): string {
  return pageOf(new URLSearchParams(), inference);
}
