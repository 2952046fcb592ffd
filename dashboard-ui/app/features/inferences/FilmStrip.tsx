import { ActionIcon } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useMemo } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import { useNeighbours } from "../../api/inferenceHooks";
import type { Inference } from "../../api/types";
import { formatFull, formatMoment } from "../../shared/format/times";
import { useTimeWindow } from "../../shared/window/TimeWindowContext";
import { useNow } from "../../shared/window/useNow";
import { filterOf } from "./filters";
import { keyOf, pageOf } from "./opened";
import { Thumbnail } from "./Thumbnail";

/** Before and after in the list that one came from: `k` leads to the newer one, `j` to the older, as in the list. */
export function FilmStrip({ inference }: { readonly inference: Inference }) {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const { newer, older } = useAround(inference);
  const go = (to: Inference | undefined) => {
    if (to !== undefined) {
      void navigate(pageOf(search, to));
    }
  };
  useHotkeys([
    ["k", () => go(newer[0])],
    ["j", () => go(older[0])],
  ]);
  return (
    <nav className="film" aria-label="Inferences before and after">
      <Step to={newer[0]} label="Newer" />
      <ol>
        {[...newer].reverse().map((one) => (
          <Frame key={keyOf(one)} inference={one} />
        ))}
        <Frame inference={inference} isHere />
        {older.map((one) => (
          <Frame key={keyOf(one)} inference={one} />
        ))}
      </ol>
      <Step to={older[0]} label="Older" />
    </nav>
  );
}

/** The nearest neighbours in the list that the address narrows; none while they are not known. */
export function useAround(inference: Inference) {
  const [search] = useSearchParams();
  const { query } = useTimeWindow();
  const filter = useMemo(() => filterOf(search), [search]);
  const around = useNeighbours(query, filter, inference);
  return { newer: around.data?.newer ?? [], older: around.data?.older ?? [] };
}

function Step({ to, label }: { readonly to: Inference | undefined; readonly label: "Newer" | "Older" }) {
  const [search] = useSearchParams();
  const Icon = label === "Newer" ? IconChevronLeft : IconChevronRight;
  return to === undefined ? (
    <ActionIcon size={32} aria-label={`${label} inference`} disabled>
      <Icon size={18} />
    </ActionIcon>
  ) : (
    <ActionIcon component={Link} to={pageOf(search, to)} size={32} aria-label={`${label} inference`} title={label}>
      <Icon size={18} />
    </ActionIcon>
  );
}

function Frame({ inference, isHere = false }: { readonly inference: Inference; readonly isHere?: boolean }) {
  const [search] = useSearchParams();
  const now = useNow(60_000);
  return (
    <li>
      <Link
        to={pageOf(search, inference)}
        className="film__frame"
        aria-current={isHere || undefined}
        title={`${inference.model_id}, ${formatFull(inference.occurred_at)}`}
      >
        <Thumbnail inference={inference} isLarge />
        <span className="numeric">{formatMoment(inference.occurred_at, now)}</span>
      </Link>
    </li>
  );
}
