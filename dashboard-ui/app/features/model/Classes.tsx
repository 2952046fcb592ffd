import { useMemo } from "react";
import { useClasses } from "../../api/hooks";
import { counted } from "../../shared/format/numbers";
import { EmptyState } from "../../shared/states/EmptyState";
import { ProblemNotice } from "../../shared/states/ProblemNotice";
import { DataTable } from "../../shared/table/DataTable";
import { TablePanel } from "../../shared/table/TablePanel";
import { containsWords, TableSearch, useWords } from "../../shared/table/TableSearch";
import { useTimeWindow } from "../../shared/window/TimeWindowContext";
import { phraseOf, previousPhraseOf } from "../../shared/window/timeWindow";
import { classColumns } from "./classColumns";
import { nameOf, type ShownModel, scopeOf } from "./scope";

/** Every class that the model predicted: how often, which share, how surely, and how that moved. */
export function Classes({ model }: { readonly model: ShownModel }) {
  const { query, window } = useTimeWindow();
  const [words] = useWords();
  const classes = useClasses(query, scopeOf(model));
  const against = previousPhraseOf(window);
  const columns = useMemo(() => classColumns(against), [against]);
  const all = classes.data?.classes;
  const rows = useMemo(() => all?.filter((one) => containsWords(words, [one.class])), [all, words]);
  const listed = all?.length ?? 0;
  const count = classes.data?.class_count ?? 0;

  if (classes.isError && all === undefined) {
    return (
      <ProblemNotice
        what="The classes could not be loaded."
        error={classes.error}
        onRetry={() => void classes.refetch()}
      />
    );
  }
  return (
    <TablePanel
      label="Classes"
      count={
        rows === undefined
          ? undefined
          : listed < count
            ? `The ${listed} most frequent of ${count} classes`
            : counted(rows.length, "class", "classes")
      }
      tools={<TableSearch label="Find a class" />}
    >
      {rows?.length === 0 ? (
        <EmptyState
          title={
            listed > 0 ? `No class matches “${words}”` : `${nameOf(model)} predicted nothing in ${phraseOf(window)}`
          }
        />
      ) : (
        <DataTable label="Classes" columns={columns} rows={rows} idOf={(one) => one.class} defaultSort="-detections" />
      )}
    </TablePanel>
  );
}
