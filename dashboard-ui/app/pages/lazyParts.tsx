import { lazy } from "react";

// What the first view does not show.
export const InferencesTable = lazy(async () => ({
  default: (await import("../features/inferences/InferencesTable")).InferencesTable,
}));
export const InferencePanel = lazy(async () => ({
  default: (await import("../features/inferences/InferencePanel")).InferencePanel,
}));
export const DevicesTable = lazy(async () => ({
  default: (await import("../features/devices/DevicesTable")).DevicesTable,
}));
export const OpenIncidents = lazy(async () => ({
  default: (await import("../features/alerts/Incidents")).OpenIncidents,
}));
