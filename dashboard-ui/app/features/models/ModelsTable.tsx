import { SegmentedControl } from "@mantine/core";
import { useMemo } from "react";
import { useSearchParams } from "react-router";
import { useModels, usePrefetchModel } from "../../api/hooks";
import type { Model } from "../../api/types";
import { counted } from "../../shared/format/numbers";
import { EmptyState } from "../../shared/states/EmptyState";
import { FirstInference } from "../../shared/states/FirstInference";
import { ProblemNotice } from "../../shared/states/ProblemNotice";
import { DataTable } from "../../shared/table/DataTable";
import { TablePanel } from "../../shared/table/TablePanel";
import { containsWords, TableSearch, useWords } from "../../shared/table/TableSearch";
import { modelPath } from "../../shared/window/filteredSearch";
import { useTimeWindow } from "../../shared/window/TimeWindowContext";
import { phraseOf, previousPhraseOf } from "../../shared/window/timeWindow";
import { columnsOf } from "./columns";

interface ModelsTableProps {
  /** Whether an empty table explains how to fill it; not where the page already does. */
  readonly hasGuide?: boolean;
}

/** Every model that answered, with its figures, all versions in one row or each in its own; a row leads to the model. */
export function ModelsTable({ hasGuide = true }: ModelsTableProps) {
  const { query, window } = useTimeWindow();
  const [search] = useSearchParams();
  const [words] = useWords();
  const [by, setBy] = useRowKind();
  const models = useModels(query, true, by);
  const prefetch = usePrefetchModel();
  const against = previousPhraseOf(window);
  const columns = useMemo(() => columnsOf(against, by === "project"), [against, by]);
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
      count={rows === undefined ? undefined : counted(rows.length, by === "project" ? "model" : "version")}
      tools={
        <>
          <TableSearch label="Find a model" />
          <SegmentedControl
            size="xs"
            aria-label="What a row is"
            value={by}
            onChange={(value) => setBy(value === "version" ? "version" : "project")}
            data={[
              { value: "project", label: "Models" },
              { value: "version", label: "Each version" },
            ]}
          />
        </>
      }
    >
      {isEmpty || rows?.length === 0 ? (
        <EmptyState title={isEmpty ? `No model answered in ${phraseOf(window)}` : `No model matches “${words}”`}>
          {isEmpty && <p>Each model that reports an inference gets a row here by itself.</p>}
          {isEmpty && hasGuide && <FirstInference />}
        </EmptyState>
      ) : (
        <DataTable
          label="Models"
          columns={columns}
          rows={rows}
          idOf={(model) => model.model_id}
          hrefOf={(model) => modelPath(search, model.project, model.version)}
          onPoint={(model) => prefetch(query, scopeOf(model))}
          defaultSort="-requests"
        />
      )}
    </TablePanel>
  );
}

function scopeOf({ project, version }: Model) {
  return version == null ? { project } : { project, version };
}

function isFound(model: Model, words: string): boolean {
  return containsWords(words, [model.model_id, model.model_type, ...model.versions]);
}

/** Whether all versions of a model are one row; in the address. */
function useRowKind(): ["version" | "project", (by: "version" | "project") => void] {
  const [search, setSearch] = useSearchParams();
  const setBy = (by: "version" | "project") =>
    setSearch(
      (previous) => {
        const next = new URLSearchParams(previous);
        if (by === "project") {
          next.delete("by");
        } else {
          next.set("by", by);
        }
        return next;
      },
      { replace: true },
    );
  return [search.get("by") === "version" ? "version" : "project", setBy];
}
