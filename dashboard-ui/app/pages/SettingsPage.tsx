import { Tabs } from "@mantine/core";
import { useLocation, useNavigate } from "react-router";
import { Integrity } from "../features/integrity/Integrity";
import { ApiKeys } from "../features/settings/ApiKeys";
import { Arrivals } from "../features/settings/Arrivals";
import "./pages.css";

const API_KEYS = "/settings";
const ARRIVALS = "/settings/arrivals";
const INTEGRITY = "/settings/integrity";

export function SettingsPage() {
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const shown = [ARRIVALS, INTEGRITY].find((path) => path === pathname) ?? API_KEYS;
  return (
    <Tabs
      value={shown}
      onChange={(path) => void navigate(path ?? API_KEYS)}
      className="page-tabs page-tabs--first"
      keepMounted={false}
    >
      <Tabs.List>
        <Tabs.Tab value={API_KEYS}>API keys</Tabs.Tab>
        <Tabs.Tab value={ARRIVALS}>Nothing arrives?</Tabs.Tab>
        <Tabs.Tab value={INTEGRITY}>Integrity</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value={API_KEYS}>
        <ApiKeys />
      </Tabs.Panel>
      <Tabs.Panel value={ARRIVALS}>
        <Arrivals />
      </Tabs.Panel>
      <Tabs.Panel value={INTEGRITY}>
        <Integrity />
      </Tabs.Panel>
    </Tabs>
  );
}
