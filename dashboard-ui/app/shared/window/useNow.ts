import { useInterval } from "@mantine/hooks";
import { useState } from "react";

/** The present, for ages such as "12 s ago"; moves every few seconds. */
export function useNow(everyMs = 5_000): Date {
  const [now, setNow] = useState(() => new Date());
  useInterval(() => setNow(new Date()), everyMs, { autoInvoke: true });
  return now;
}
