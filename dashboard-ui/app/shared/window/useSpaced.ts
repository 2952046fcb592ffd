import { useCallback, useEffect, useRef } from "react";

/** The same call, at most once in that time: the first at once, and of those that come too soon, one at its end. */
export function useSpaced(call: () => void, everyMs: number): () => void {
  const latest = useRef(call);
  latest.current = call;
  const calledAt = useRef(Number.NEGATIVE_INFINITY);
  const waiting = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(waiting.current), []);

  return useCallback(() => {
    const callNow = () => {
      waiting.current = undefined;
      calledAt.current = Date.now();
      latest.current();
    };
    const rest = calledAt.current + everyMs - Date.now();
    if (rest <= 0) {
      clearTimeout(waiting.current);
      callNow();
    } else {
      waiting.current ??= setTimeout(callNow, rest);
    }
  }, [everyMs]);
}
