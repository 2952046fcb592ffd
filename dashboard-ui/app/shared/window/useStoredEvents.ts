import { useEffect, useRef, useState } from "react";

const EVENTS = "/api/v1/events";
/** The browser tries again by itself when a connection breaks, but not when it was refused. */
const TRY_AGAIN_AFTER_MS = 30_000;

/**
 * Calls back whenever new inferences of the workspace can be asked for, and once with each new connection, since nothing is
 * repeated. Returns whether the stream is there; while it is not, somebody has to look now and then.
 */
export function useStoredEvents(isWanted: boolean, onStored: () => void): boolean {
  const [isThere, setThere] = useState(false);
  const stored = useRef(onStored);
  stored.current = onStored;

  useEffect(() => {
    if (!isWanted || typeof EventSource === "undefined") {
      return;
    }
    let source: EventSource;
    let again: ReturnType<typeof setTimeout> | undefined;
    let hasBeenThere = false;
    const listen = () => {
      source = new EventSource(EVENTS);
      source.onopen = () => {
        setThere(true);
        if (hasBeenThere) {
          stored.current();
        }
        hasBeenThere = true;
      };
      source.onerror = () => {
        setThere(false);
        if (source.readyState === EventSource.CLOSED) {
          again = setTimeout(listen, TRY_AGAIN_AFTER_MS);
        }
      };
      source.addEventListener("stored", () => stored.current());
    };
    listen();
    return () => {
      clearTimeout(again);
      source.close();
      setThere(false);
    };
  }, [isWanted]);

  return isThere;
}
