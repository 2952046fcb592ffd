import { Tabs } from "@mantine/core";
import { Suspense } from "react";
import { useSearchParams } from "react-router";
import { withInference } from "../features/inferences/opened";
import { ModelsTable } from "../features/models/ModelsTable";
import { Overview } from "../features/overview/Overview";
import { DevicesTable, InferencePanel, InferencesTable, OpenIncidents } from "./lazyParts";
import "./pages.css";

const TABS = ["models", "inferences", "devices", "alerts"] as const;

export function OverviewPage() {
  const [search, setSearch] = useSearchParams();
  const tab = TABS.find((candidate) => candidate === search.get("tab")) ?? "models";
  const show = (next: string | null) => {
    // Order, search and what is opened belong to the table that is left.
    const address = withInference(search, null);
    for (const name of ["sort", "q", "by", "tab"]) {
      address.delete(name);
    }
    if (next !== null && next !== "models") {
      address.set("tab", next);
    }
    setSearch(address, { replace: true });
  };
  return (
    <>
      <Overview />
      <Tabs value={tab} onChange={show} className="page-tabs" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="models">Models</Tabs.Tab>
          <Tabs.Tab value="inferences">Recent inferences</Tabs.Tab>
          <Tabs.Tab value="devices">Devices</Tabs.Tab>
          <Tabs.Tab value="alerts">Alerts</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="models">
          <ModelsTable hasGuide={false} />
        </Tabs.Panel>
        <Tabs.Panel value="inferences">
          <Suspense>
            <InferencesTable isRecent />
          </Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="devices">
          <Suspense>
            <DevicesTable hasGuide={false} />
          </Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="alerts">
          <Suspense>
            <OpenIncidents />
          </Suspense>
        </Tabs.Panel>
      </Tabs>
      {search.has("inference") && (
        <Suspense>
          <InferencePanel />
        </Suspense>
      )}
    </>
  );
}
