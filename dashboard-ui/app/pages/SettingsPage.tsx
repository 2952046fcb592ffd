import { ApiKeys } from "../features/settings/ApiKeys";

export function SettingsPage() {
  return <ApiKeys />;
}
