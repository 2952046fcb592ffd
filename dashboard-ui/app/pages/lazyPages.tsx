import { type ComponentType, lazy } from "react";

/** The code of every page but the first: fetched when it is opened, or before, when there is nothing else to do. */
const CODE = {
  models: () => import("./ModelsPage"),
  model: () => import("./ModelPage"),
  inferences: () => import("./InferencesPage"),
  inference: () => import("./InferencePage"),
  devices: () => import("./DevicesPage"),
  device: () => import("./DevicePage"),
  alerts: () => import("./AlertsPage"),
  incident: () => import("./IncidentPage"),
  rule: () => import("./RulePage"),
  settings: () => import("./SettingsPage"),
  forgottenPassword: () => import("./ForgottenPasswordPage"),
  resetPassword: () => import("./ResetPasswordPage"),
  invitation: () => import("./InvitationPage"),
} as const;

export const ModelsPage = page(CODE.models, (code) => code.ModelsPage);
export const ModelPage = page(CODE.model, (code) => code.ModelPage);
export const InferencesPage = page(CODE.inferences, (code) => code.InferencesPage);
export const InferencePage = page(CODE.inference, (code) => code.InferencePage);
export const DevicesPage = page(CODE.devices, (code) => code.DevicesPage);
export const DevicePage = page(CODE.device, (code) => code.DevicePage);
export const AlertsPage = page(CODE.alerts, (code) => code.AlertsPage);
export const IncidentPage = page(CODE.incident, (code) => code.IncidentPage);
export const RulePage = page(CODE.rule, (code) => code.RulePage);
export const SettingsPage = page(CODE.settings, (code) => code.SettingsPage);
export const ForgottenPasswordPage = page(CODE.forgottenPassword, (code) => code.ForgottenPasswordPage);
export const ResetPasswordPage = page(CODE.resetPassword, (code) => code.ResetPasswordPage);
export const InvitationPage = page(CODE.invitation, (code) => code.InvitationPage);

/** Fetches what the other pages are made of, so that opening one does not wait. */
export function fetchPages() {
  for (const code of Object.values(CODE)) {
    void code();
  }
}

function page<Code>(code: () => Promise<Code>, of: (code: Code) => ComponentType) {
  return lazy(async () => ({ default: of(await code()) }));
}
