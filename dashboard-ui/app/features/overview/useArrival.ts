import { useInterval } from "@mantine/hooks";
import { useEffect } from "react";
import { useTimeWindow } from "../../shared/window/TimeWindowContext";

const LOOK_EVERY_MS = 2_000;

/** While somebody waits for the very first inference and is not told of it, looks more often than a page that is live does. */
export function useArrival(isAwaited: boolean) {
  const { refresh, isLive, isTold } = useTimeWindow();
  const { start, stop } = useInterval(refresh, LOOK_EVERY_MS);
  useEffect(() => {
    if (isAwaited && isLive && !isTold) {
      start();
    }
    return stop;
  }, [isAwaited, isLive, isTold, start, stop]);
}
