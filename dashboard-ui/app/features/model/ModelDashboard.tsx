import { Tabs } from "@mantine/core";
import { useSearchParams } from "react-router";
import { useOverview, useVersions } from "../../api/hooks";
import { Caption } from "../../shared/overview/Caption";
import { Charts } from "../../shared/overview/Charts";
import { Headlines } from "../../shared/overview/Headlines";
import "../../shared/overview/overview.css";
import { EmptyState } from "../../shared/states/EmptyState";
import { ProblemNotice } from "../../shared/states/ProblemNotice";
import { useTimeWindow } from "../../shared/window/TimeWindowContext";
import { phraseOf } from "../../shared/window/timeWindow";
import { Breakdown } from "./Breakdown";
import { Classes } from "./Classes";
import { Distribution } from "./Distribution";
import { Histogram } from "./Histogram";
import { ModelDevices } from "./ModelDevices";
import { ModelHead } from "./ModelHead";
import "./model.css";
import { nameOf, type ShownModel, scopeOf } from "./scope";
import { Versions } from "./Versions";

const TABS = [
  { id: "classes", name: "Classes" },
  { id: "versions", name: "Versions" },
  { id: "devices", name: "Devices" },
  { id: "metadata", name: "Metadata" },
] as const;

/** One model over all versions, or one version of it: how much, how sure, how quick, and of what. */
export function ModelDashboard({ model }: { readonly model: ShownModel }) {
  const { query, window, isCompared } = useTimeWindow();
  const scope = scopeOf(model);
  const overview = useOverview(query, true, scope);
  const before = overview.data?.previous_window;
  const previous = useOverview(before ?? query, isCompared && before !== undefined, scope);
  const versions = useVersions(query, model.project);
  const data = overview.data;

  if (overview.isError && data === undefined) {
    return (
      <ProblemNotice
        what={`The figures of ${nameOf(model)} could not be loaded.`}
        error={overview.error}
        onRetry={() => void overview.refetch()}
      />
    );
  }
  return (
    <div className="overview" aria-busy={overview.isPlaceholderData}>
      <ModelHead model={model} versions={versions.data?.models} />
      {overview.isError && (
        <ProblemNotice
          what="These figures could not be refreshed; they are the last that came."
          error={overview.error}
          onRetry={() => void overview.refetch()}
        />
      )}
      <Headlines overview={data} />
      {data?.requests.value === 0 ? (
        <section className="panel">
          <EmptyState title={`${nameOf(model)} did not answer in ${phraseOf(window)}`}>
            <p>Choose a longer time range, or another version above.</p>
          </EmptyState>
        </section>
      ) : (
        <>
          <Caption overview={data} />
          <Charts overview={data} previous={isCompared ? previous.data : undefined} />
          <div className="model-pair">
            <Histogram overview={data} />
            <Distribution model={model} />
          </div>
        </>
      )}
      <Parts model={model} />
    </div>
  );
}

/** The same figures, taken apart. */
function Parts({ model }: { readonly model: ShownModel }) {
  const [search, setSearch] = useSearchParams();
  const shown = TABS.find((tab) => tab.id === search.get("tab"))?.id ?? "classes";
  const show = (next: string | null) => {
    const address = new URLSearchParams(search);
    // Order and search belong to the table that is left.
    for (const name of ["sort", "q", "tab"]) {
      address.delete(name);
    }
    if (next !== null && next !== "classes") {
      address.set("tab", next);
    }
    setSearch(address, { replace: true });
  };
  return (
    <Tabs value={shown} onChange={show} className="page-tabs page-tabs--first" keepMounted={false}>
      <Tabs.List>
        {TABS.map((tab) => (
          <Tabs.Tab key={tab.id} value={tab.id}>
            {tab.name}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="classes">
        <Classes model={model} />
      </Tabs.Panel>
      <Tabs.Panel value="versions">
        <Versions model={model} />
      </Tabs.Panel>
      <Tabs.Panel value="devices">
        <ModelDevices model={model} />
      </Tabs.Panel>
      <Tabs.Panel value="metadata">
        <Breakdown model={model} />
      </Tabs.Panel>
    </Tabs>
  );
}
