import {
  IconAdjustmentsHorizontal,
  IconBell,
  IconCube,
  IconDeviceDesktopAnalytics,
  IconLayoutDashboard,
  IconPhotoScan,
} from "@tabler/icons-react";

/** The pages that can be gone to: in the rail, in the command menu, and by `g` and a letter. */
export const PLACES = [
  { path: "/", name: "Overview", key: "o", icon: IconLayoutDashboard, hasWindow: true },
  { path: "/models", name: "Models", key: "m", icon: IconCube, hasWindow: true },
  { path: "/inferences", name: "Inferences", key: "i", icon: IconPhotoScan, hasWindow: true },
  { path: "/devices", name: "Devices", key: "d", icon: IconDeviceDesktopAnalytics, hasWindow: true },
  { path: "/alerts", name: "Alerts", key: "a", icon: IconBell, hasWindow: false },
  { path: "/settings", name: "Settings", key: "s", icon: IconAdjustmentsHorizontal, hasWindow: false },
] as const;

export type Place = (typeof PLACES)[number];

export function placeOf(path: string): Place {
  return PLACES.find((place) => place.path !== "/" && path.startsWith(place.path)) ?? PLACES[0];
}
