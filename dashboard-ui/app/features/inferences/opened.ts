import type { Inference } from "../../api/types";

type Named = Pick<Inference, "inference_id" | "response_index">;

/** One inference among the rows: a request with several images has several under one id. */
export function keyOf(inference: Named): string {
  return `${inference.inference_id} ${inference.response_index}`;
}

/** The inference that the address opens. */
export function opened(search: URLSearchParams): Named | null {
  const id = search.get("inference");
  const index = Number(search.get("index") ?? 0);
  return id === null || id === "" ? null : { inference_id: id, response_index: Number.isInteger(index) ? index : 0 };
}

export function openedKey(search: URLSearchParams): string | null {
  const open = opened(search);
  return open === null ? null : keyOf(open);
}

export function withInference(search: URLSearchParams, inference: Named | null): URLSearchParams {
  const next = new URLSearchParams(search);
  next.delete("inference");
  next.delete("index");
  if (inference !== null) {
    next.set("inference", inference.inference_id);
    if (inference.response_index > 0) {
      next.set("index", String(inference.response_index));
    }
  }
  return next;
}

/** An id may hold anything, slashes and dots included: it is no part of a path. */
export const PAGE = "/inferences/view";

/** The address of an inference's own page, in the list that the search narrows. */
export function pageOf(search: URLSearchParams, inference: Named): string {
  return `${PAGE}?${withInference(search, inference)}`;
}

/** The address to hand on: the inference, and nothing of how one got to it. */
export function linkTo(inference: Named): string {
  return pageOf(new URLSearchParams(), inference);
}
