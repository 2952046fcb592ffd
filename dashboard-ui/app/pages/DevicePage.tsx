import { useParams } from "react-router";
import { DeviceView } from "../features/devices/DeviceView";

export function DevicePage() {
  const { device_id: deviceId = "" } = useParams();
  return <DeviceView deviceId={deviceId} />;
}
