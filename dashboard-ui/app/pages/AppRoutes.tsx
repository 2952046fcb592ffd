import { Navigate, Route, Routes } from "react-router";
import { Frame } from "../features/frame/Frame";
import { AlertsPage } from "./AlertsPage";
import { DevicesPage } from "./DevicesPage";
import { IncidentPage } from "./IncidentPage";
import { InferencesPage } from "./InferencesPage";
import { ModelsPage } from "./ModelsPage";
import { OverviewPage } from "./OverviewPage";
import { RulePage } from "./RulePage";
import { SettingsPage } from "./SettingsPage";
import { SignedIn } from "./SignedIn";
import { SignInPage } from "./SignInPage";

export function AppRoutes() {
  return (
    <Routes>
      <Route path="/sign-in" element={<SignInPage />} />
      <Route element={<SignedIn />}>
        <Route element={<Frame />}>
          <Route path="/" element={<OverviewPage />} />
          <Route path="/models" element={<ModelsPage />} />
          <Route path="/inferences" element={<InferencesPage />} />
          <Route path="/devices" element={<DevicesPage />} />
          <Route path="/alerts" element={<AlertsPage />} />
          <Route path="/alerts/rules" element={<AlertsPage />} />
          <Route path="/alerts/incidents/:id" element={<IncidentPage />} />
          <Route path="/alerts/rules/new" element={<RulePage />} />
          <Route path="/alerts/rules/:id" element={<RulePage />} />
          <Route path="/alerts/deliveries" element={<AlertsPage />} />
          <Route path="/settings" element={<SettingsPage />} />
          <Route path="/settings/integrity" element={<SettingsPage />} />
          <Route path="*" element={<Navigate to="/" replace />} />
        </Route>
      </Route>
    </Routes>
  );
}
