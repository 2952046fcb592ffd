import { SegmentedControl } from "@mantine/core";
import { useMemo, useState } from "react";
import { useSearchParams } from "react-router";
import { usePrefetchModel, useVersions } from "../../api/hooks";
import type { Model, Models } from "../../api/types";
import { ChartPanel } from "../../shared/charts/ChartPanel";
import { confidenceBounds } from "../../shared/charts/confidenceBounds";
import type { TimeSeries } from "../../shared/charts/series";
import { stableColour } from "../../shared/colour/stableColour";
import { counted } from "../../shared/format/numbers";
import { EmptyState } from "../../shared/states/EmptyState";
import { ProblemNotice } from "../../shared/states/ProblemNotice";
import { DataTable } from "../../shared/table/DataTable";
import { TablePanel } from "../../shared/table/TablePanel";
import { modelPath } from "../../shared/window/filteredSearch";
import { useTimeWindow } from "../../shared/window/TimeWindowContext";
import { phraseOf, previousPhraseOf } from "../../shared/window/timeWindow";
import { COMPARED, type Compared } from "./compared";
import { type ShownModel, scopeOf } from "./scope";
import { versionColumns } from "./versionColumns";

const HEIGHT = 220;
/** More lines than that would not be told apart. */
const MOST = 8;
const DASHES = [undefined, [6, 3], [2, 2], [8, 3, 2, 3]] as const;

/** The versions of the model side by side, on every figure. */
export function Versions({ model }: { readonly model: ShownModel }) {
  const { query, window } = useTimeWindow();
  const [search] = useSearchParams();
  const versions = useVersions(query, model.project);
  const prefetch = usePrefetchModel();
  const against = previousPhraseOf(window);
  const columns = useMemo(() => versionColumns(against), [against]);
  const rows = versions.data?.models;

  if (versions.isError && rows === undefined) {
    return (
      <ProblemNotice
        what="The versions could not be loaded."
        error={versions.error}
        onRetry={() => void versions.refetch()}
      />
    );
  }
  return (
    <div className="model-part">
      {versions.data !== undefined && versions.data.models.length > 0 && <VersionsChart models={versions.data} />}
      <TablePanel label="Versions" count={rows === undefined ? undefined : counted(rows.length, "version")}>
        {rows?.length === 0 ? (
          <EmptyState title={`No version of ${model.project} answered in ${phraseOf(window)}`} />
        ) : (
          <DataTable
            label="Versions"
            columns={columns}
            rows={rows}
            idOf={(version) => version.model_id}
            hrefOf={(version) => modelPath(search, version.project, version.version)}
            onPoint={(version) =>
              prefetch(query, scopeOf({ project: version.project, version: version.version ?? null }))
            }
            openId={model.version === null ? null : `${model.project}/${model.version}`}
            defaultSort="-requests"
          />
        )}
      </TablePanel>
    </div>
  );
}

function VersionsChart({ models }: { readonly models: Models }) {
  const { zoomTo, zoomBack, window } = useTimeWindow();
  const [compared, setCompared] = useState<Compared>(COMPARED[0]);
  const instants = useMemo(() => models.steps.map((at) => new Date(at)), [models]);
  const series = useMemo(
    () => models.models.slice(0, MOST).map((one, index) => lineOf(one, index, compared)),
    [models, compared],
  );
  const until = Date.parse(models.window.until);
  const last = instants.at(-1)?.getTime() ?? until;
  return (
    <ChartPanel
      title={`${compared.name} by version`}
      summary={`${counted(models.models.length, "version")} in ${phraseOf(window)}.`}
      tools={
        <SegmentedControl
          size="xs"
          aria-label="Figure to compare"
          value={compared.name}
          onChange={(name) => setCompared(COMPARED.find((one) => one.name === name) ?? COMPARED[0])}
          data={COMPARED.map((one) => one.name)}
        />
      }
      instants={instants}
      bucketSeconds={Math.max(60, (until - last) / 1_000)}
      unfinishedFrom={window.preset === null ? instants.length : instants.length - 1}
      isFirstCut={false}
      series={series}
      format={compared.format}
      formatAxis={compared.formatAxis}
      {...(compared.isConfidence && { bounds: confidenceBounds })}
      height={HEIGHT}
      group="versions"
      onZoom={zoomTo}
      onZoomBack={zoomBack}
    />
  );
}

/** Versions have colours of their own, and strokes of their own for those who do not see these. */
function lineOf(version: Model, index: number, compared: Compared): TimeSeries {
  const dash = DASHES[index % DASHES.length];
  return {
    name: version.version == null ? `${version.project} without a version` : `Version ${version.version}`,
    kind: "line",
    colour: stableColour(version.model_id) as `#${string}`,
    values: compared.of(version),
    ...(dash === undefined ? {} : { dash }),
  };
}
