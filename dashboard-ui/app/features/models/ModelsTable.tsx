import { useMemo } from "react";
import { useSearchParams } from "react-router";
import { useModels } from "../../api/hooks";
import type { Model } from "../../api/types";
import { counted } from "../../shared/format/numbers";
import { EmptyState } from "../../shared/states/EmptyState";
import { FirstInference } from "../../shared/states/FirstInference";
import { ProblemNotice } from "../../shared/states/ProblemNotice";
import { DataTable } from "../../shared/table/DataTable";
import { TablePanel } from "../../shared/table/TablePanel";
import { containsWords, TableSearch, useWords } from "../../shared/table/TableSearch";
import { inferencesOf } from "../../shared/window/filteredSearch";
import { useTimeWindow } from "../../shared/window/TimeWindowContext";
import { phraseOf, previousPhraseOf } from "../../shared/window/timeWindow";
import { columnsOf } from "./columns";

interface ModelsTableProps {
  /** Whether an empty table explains how to fill it; not where the page already does. */
  readonly hasGuide?: boolean;
}

/** Every model that answered, with its figures; a row leads to its inferences. */
export function ModelsTable({ hasGuide = true }: ModelsTableProps) {
  const { query, window } = useTimeWindow();
  const [search] = useSearchParams();
  const [words] = useWords();
  const models = useModels(query);
  const against = previousPhraseOf(window);
  const columns = useMemo(() => columnsOf(against), [against]);
  const all = models.data?.models;
  const rows = useMemo(() => all?.filter((model) => isFound(model, words)), [all, words]);

  if (models.isError && all === undefined) {
    return (
      <ProblemNotice
        what="The models could not be loaded."
        error={models.error}
        onRetry={() => void models.refetch()}
      />
    );
  }
  const isEmpty = all?.length === 0;
  return (
    <TablePanel
      label="Models"
      count={rows === undefined ? undefined : counted(rows.length, "model")}
      tools={<TableSearch label="Find a model" />}
    >
      {isEmpty || rows?.length === 0 ? (
        <EmptyState title={isEmpty ? `No model answered in ${phraseOf(window)}` : `No model matches “${words}”`}>
          {isEmpty && <p>Each model version that reports an inference gets a row here by itself.</p>}
          {isEmpty && hasGuide && <FirstInference />}
        </EmptyState>
      ) : (
        <DataTable
          label="Models"
          columns={columns}
          rows={rows}
          idOf={(model) => model.model_id}
          hrefOf={(model) => inferencesOf(search, "model_id", model.model_id)}
          defaultSort="-requests"
        />
      )}
    </TablePanel>
  );
}

function isFound(model: Model, words: string): boolean {
  return containsWords(words, [model.model_id, model.model_type]);
}
