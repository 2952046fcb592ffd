import { DevicesTable } from "../features/devices/DevicesTable";

export function DevicesPage() {
  return <DevicesTable />;
}
