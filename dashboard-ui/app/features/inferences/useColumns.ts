import { useLocalStorage } from "@mantine/hooks";
import { useMemo } from "react";
import type { Inference } from "../../api/types";
import type { Column } from "../../shared/table/DataTable";
import { COLUMNS, isMetadataColumn, metadataColumn } from "./columns";

const DEFAULT = ["at", "image", "model", "predictions", "confidence", "time", "device"];

/** The columns that a person wants to see, kept in this browser. Fields of metadata can be columns, too. */
export function useColumns() {
  const [chosen, setChosen] = useLocalStorage<readonly string[]>({
    key: "sightline-inference-columns",
    defaultValue: DEFAULT,
    getInitialValueInEffect: false,
  });
  const columns = useMemo(() => columnsOf(chosen), [chosen]);
  const toggle = (id: string) =>
    setChosen((before) => (before.includes(id) ? before.filter((other) => other !== id) : [...before, id]));
  return { chosen, columns, toggle, reset: () => setChosen(DEFAULT) };
}

/** Known columns in their own order, fields of metadata behind them in the order in which they were chosen. */
function columnsOf(chosen: readonly string[]): readonly Column<Inference>[] {
  const known = COLUMNS.filter((column) => column.id === "at" || chosen.includes(column.id));
  const fields = chosen.filter(isMetadataColumn).map(metadataColumn);
  return [...known, ...fields];
}
