import { useDocumentVisibility, useInterval } from "@mantine/hooks";
import { useIsFetching, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { useLocation, useNavigate, useSearchParams } from "react-router";
import { type Preset, readWindow, type TimeWindow, withMoments, withPreset } from "./timeWindow";
import { useSpaced } from "./useSpaced";
import { useStoredEvents } from "./useStoredEvents";

/** Without the stream of events, a page that is live looks this often. */
const LOOK_EVERY_MS = 10_000;
/** With it, only the clock moves on by itself. */
const MOVE_EVERY_MS = 60_000;
/** However often something new is stored, everything on the page is asked for at most this often. */
const REFRESH_AT_MOST_EVERY_MS = 5_000;

interface TimeWindowControl {
  readonly window: TimeWindow;
  /** What window calls of the API carry. */
  readonly query: { readonly from: string; readonly until: string };
  /** Whether the page follows the clock. A span between two moments stands still. */
  readonly isLive: boolean;
  readonly canBeLive: boolean;
  /** Whether the page is told what is new; while it is live and is not, it looks every few seconds. */
  readonly isTold: boolean;
  readonly isRefreshing: boolean;
  /** Whether charts show the previous window as well. */
  readonly isCompared: boolean;
  /** True after a zoom: there is a wider span to go back to. */
  readonly isZoomed: boolean;
  show(preset: Preset): void;
  showBetween(from: Date, until: Date): void;
  zoomTo(from: Date, until: Date): void;
  zoomBack(): void;
  setLive(isLive: boolean): void;
  setCompared(isCompared: boolean): void;
  refresh(): void;
}

const TimeWindowContext = createContext<TimeWindowControl | null>(null);

/** Keeps which span the page shows, in the address, and moves it along with the clock while the page is live. */
export function TimeWindowProvider({ children }: { readonly children: ReactNode }) {
  const [search, setSearch] = useSearchParams();
  const [asOf, setAsOf] = useState(() => new Date());
  const location = useLocation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const isRefreshing = useIsFetching({ predicate: (query) => query.state.data !== undefined }) > 0;
  const isVisible = useDocumentVisibility() === "visible";

  const window = useMemo(() => readWindow(search, asOf), [search, asOf]);
  const from = window.from.toISOString();
  const until = window.until.toISOString();
  const canBeLive = window.preset !== null;
  const isLive = canBeLive && search.get("live") !== "off";
  const isCompared = search.get("compare") === "previous";
  const zoomedFrom = zoomedFromOf(location.state);

  const refresh = useCallback(() => {
    setAsOf(new Date());
    void queries.invalidateQueries();
  }, [queries]);

  const isTold = useStoredEvents(isLive && isVisible, useSpaced(refresh, REFRESH_AT_MOST_EVERY_MS));
  const ticking = useInterval(refresh, isTold ? MOVE_EVERY_MS : LOOK_EVERY_MS);
  const { start, stop } = ticking;
  useEffect(() => {
    if (isLive && isVisible) {
      start();
    }
    return stop;
  }, [isLive, isVisible, start, stop]);

  const control = useMemo<TimeWindowControl>(
    () => ({
      window: { preset: window.preset, from: new Date(from), until: new Date(until) },
      query: { from, until },
      isLive,
      canBeLive,
      isTold,
      isRefreshing,
      isCompared,
      isZoomed: zoomedFrom !== null,
      show: (preset) => {
        setAsOf(new Date());
        setSearch((previous) => withPreset(previous, preset));
      },
      showBetween: (start, end) => setSearch((previous) => withMoments(previous, start, end)),
      zoomTo: (start, end) =>
        navigate(
          { search: withMoments(search, start, end).toString() },
          // The first zoom remembers where it started: one double click leads all the way out.
          { state: { zoomedFrom: zoomedFrom ?? search.toString() } },
        ),
      zoomBack: () => {
        if (zoomedFrom !== null) {
          navigate({ search: zoomedFrom });
        }
      },
      setLive: (live) => setSearch((previous) => withSwitch(previous, "live", live ? null : "off"), { replace: true }),
      setCompared: (compared) =>
        setSearch((previous) => withSwitch(previous, "compare", compared ? "previous" : null), { replace: true }),
      refresh,
    }),
    [
      window.preset,
      from,
      until,
      isLive,
      canBeLive,
      isTold,
      isRefreshing,
      isCompared,
      zoomedFrom,
      search,
      setSearch,
      navigate,
      refresh,
    ],
  );
  return <TimeWindowContext value={control}>{children}</TimeWindowContext>;
}

export function useTimeWindow(): TimeWindowControl {
  const control = useContext(TimeWindowContext);
  if (control === null) {
    throw new Error("useTimeWindow outside of TimeWindowProvider");
  }
  return control;
}

function withSwitch(search: URLSearchParams, name: string, value: string | null): URLSearchParams {
  const next = new URLSearchParams(search);
  if (value === null) {
    next.delete(name);
  } else {
    next.set(name, value);
  }
  return next;
}

function zoomedFromOf(state: unknown): string | null {
  if (typeof state !== "object" || state === null) {
    return null;
  }
  const search: unknown = Reflect.get(state, "zoomedFrom");
  return typeof search === "string" ? search : null;
}
