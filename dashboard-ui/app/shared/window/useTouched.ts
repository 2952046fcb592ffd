import { useEffect, useState } from "react";

/** True from the first movement, touch or key on: until then, only what is seen needs to be loaded. */
export function useTouched(): boolean {
  const [isTouched, setTouched] = useState(false);
  useEffect(() => {
    const signs = ["pointermove", "pointerdown", "keydown", "focusin"] as const;
    const end = new AbortController();
    for (const sign of signs) {
      globalThis.addEventListener(sign, () => setTouched(true), { once: true, signal: end.signal });
    }
    return () => end.abort();
  }, []);
  return isTouched;
}
