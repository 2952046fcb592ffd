import { Suspense, useEffect } from "react";
import { Navigate, Outlet, Route, Routes } from "react-router";
import { Frame } from "../features/frame/Frame";
import { useTouched } from "../shared/window/useTouched";
import {
  AlertsPage,
  DevicePage,
  DevicesPage,
  ForgottenPasswordPage,
  fetchPages,
  IncidentPage,
  InferencePage,
  InferencesPage,
  InvitationPage,
  ModelPage,
  ModelsPage,
  ResetPasswordPage,
  RulePage,
  SettingsPage,
} from "./lazyPages";
import { OverviewPage } from "./OverviewPage";
import { SignedIn } from "./SignedIn";
import { SignInPage } from "./SignInPage";

export function AppRoutes() {
  const isTouched = useTouched();
  useEffect(() => {
    if (isTouched) {
      fetchPages();
    }
  }, [isTouched]);
  return (
    <Routes>
      <Route path="/sign-in" element={<SignInPage />} />
      <Route element={<Loaded />}>
        <Route path="/forgot-password" element={<ForgottenPasswordPage />} />
        <Route path="/reset-password" element={<ResetPasswordPage />} />
        <Route path="/invitation" element={<InvitationPage />} />
      </Route>
      <Route element={<SignedIn />}>
        <Route element={<Frame />}>
          <Route path="/" element={<OverviewPage />} />
          <Route element={<Loaded />}>
            <Route path="/models" element={<ModelsPage />} />
            <Route path="/models/:project/:version?" element={<ModelPage />} />
            <Route path="/inferences" element={<InferencesPage />} />
            <Route path="/inferences/view" element={<InferencePage />} />
            <Route path="/devices" element={<DevicesPage />} />
            <Route path="/devices/:device_id" element={<DevicePage />} />
            <Route path="/alerts" element={<AlertsPage />} />
            <Route path="/alerts/rules" element={<AlertsPage />} />
            <Route path="/alerts/incidents/:id" element={<IncidentPage />} />
            <Route path="/alerts/rules/new" element={<RulePage />} />
            <Route path="/alerts/rules/:id" element={<RulePage />} />
            <Route path="/alerts/deliveries" element={<AlertsPage />} />
            <Route path="/settings" element={<SettingsPage />} />
            <Route path="/settings/:tab" element={<SettingsPage />} />
          </Route>
          <Route path="*" element={<Navigate to="/" replace />} />
        </Route>
      </Route>
    </Routes>
  );
}

/** A page whose code arrives with the first movement, touch or key, or when it is opened. */
function Loaded() {
  return (
    <Suspense fallback={null}>
      <Outlet />
    </Suspense>
  );
}
