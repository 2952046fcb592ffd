import type { Inference } from "../../api/types";

/** One inference among the rows: a request with several images has several under one id. */
export function keyOf(inference: Pick<Inference, "inference_id" | "response_index">): string {
  return `${inference.inference_id} ${inference.response_index}`;
}

/** The inference that the address opens in the side panel. */
export function opened(search: URLSearchParams): Pick<Inference, "inference_id" | "response_index"> | null {
  const id = search.get("inference");
  const index = Number(search.get("index") ?? 0);
  return id === null || id === "" ? null : { inference_id: id, response_index: Number.isInteger(index) ? index : 0 };
}

export function openedKey(search: URLSearchParams): string | null {
  const open = opened(search);
  return open === null ? null : keyOf(open);
}

export function withInference(
  search: URLSearchParams,
  inference: Pick<Inference, "inference_id" | "response_index"> | null,
): URLSearchParams {
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
