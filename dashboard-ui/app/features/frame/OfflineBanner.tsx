import { useNetwork } from "@mantine/hooks";
import { IconWifiOff } from "@tabler/icons-react";

export function OfflineBanner() {
  const { online } = useNetwork();
  return online ? null : (
    <div role="status" className="banner">
      <IconWifiOff size={16} aria-hidden="true" />
      You are offline. What you see is what was loaded last.
    </div>
  );
}
