import { Tabs } from "@mantine/core";
import type { ReactNode } from "react";
import { useLocation, useNavigate } from "react-router";
import { Integrity } from "../features/integrity/Integrity";
import { Account } from "../features/settings/Account";
import { ApiKeys } from "../features/settings/ApiKeys";
import { Arrivals } from "../features/settings/Arrivals";
import { AuditLog } from "../features/settings/AuditLog";
import { Members } from "../features/settings/Members";
import { Retention } from "../features/settings/Retention";
import "./pages.css";

const API_KEYS = "/settings";
const TABS: readonly { path: string; name: string; panel: ReactNode }[] = [
  { path: API_KEYS, name: "API keys", panel: <ApiKeys /> },
  { path: "/settings/arrivals", name: "Nothing arrives?", panel: <Arrivals /> },
  { path: "/settings/members", name: "Members", panel: <Members /> },
  { path: "/settings/account", name: "Your account", panel: <Account /> },
  { path: "/settings/retention", name: "Retention", panel: <Retention /> },
  { path: "/settings/audit-log", name: "Audit log", panel: <AuditLog /> },
  { path: "/settings/integrity", name: "Integrity", panel: <Integrity /> },
];

export function SettingsPage() {
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const shown = TABS.find((tab) => tab.path === pathname)?.path ?? API_KEYS;
  return (
    <Tabs
      value={shown}
      onChange={(path) => void navigate(path ?? API_KEYS)}
      className="page-tabs page-tabs--first"
      keepMounted={false}
    >
      <Tabs.List>
        {TABS.map((tab) => (
          <Tabs.Tab key={tab.path} value={tab.path}>
            {tab.name}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {TABS.map((tab) => (
        <Tabs.Panel key={tab.path} value={tab.path}>
          {tab.panel}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
