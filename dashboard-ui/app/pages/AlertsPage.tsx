import { Tabs } from "@mantine/core";
import { useLocation, useNavigate } from "react-router";
import { Deliveries } from "../features/alerts/Deliveries";
import { Incidents } from "../features/alerts/Incidents";
import { Rules } from "../features/alerts/Rules";
import "./pages.css";

const INCIDENTS = "/alerts";
const RULES = "/alerts/rules";
const DELIVERIES = "/alerts/deliveries";

export function AlertsPage() {
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const shown = [RULES, DELIVERIES].find((path) => path === pathname) ?? INCIDENTS;
  return (
    <Tabs
      value={shown}
      onChange={(path) => void navigate(path ?? INCIDENTS)}
      className="page-tabs page-tabs--first"
      keepMounted={false}
    >
      <Tabs.List>
        <Tabs.Tab value={INCIDENTS}>Incidents</Tabs.Tab>
        <Tabs.Tab value={RULES}>Rules</Tabs.Tab>
        <Tabs.Tab value={DELIVERIES}>Deliveries</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value={INCIDENTS}>
        <Incidents />
      </Tabs.Panel>
      <Tabs.Panel value={RULES}>
        <Rules />
      </Tabs.Panel>
      <Tabs.Panel value={DELIVERIES}>
        <Deliveries />
      </Tabs.Panel>
    </Tabs>
  );
}
