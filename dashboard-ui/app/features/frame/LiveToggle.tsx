import { Tooltip, UnstyledButton } from "@mantine/core";
import { useTimeWindow } from "../../shared/window/TimeWindowContext";
import "./live.css";

/** Whether the page follows the clock, and the switch for it. */
export function LiveToggle() {
  const { isLive, canBeLive, setLive } = useTimeWindow();
  const hint = canBeLive ? hintOf(isLive) : "A fixed time range does not move; choose a preset to follow live";
  return (
    <Tooltip label={hint}>
      <UnstyledButton
        className="live"
        role="switch"
        aria-checked={isLive}
        aria-label="Live"
        data-live={isLive || undefined}
        disabled={!canBeLive}
        onClick={() => setLive(!isLive)}
      >
        <span className="live__dot" aria-hidden="true" />
        {isLive ? "Live" : "Paused"}
      </UnstyledButton>
    </Tooltip>
  );
}

function hintOf(isLive: boolean): string {
  return isLive ? "Refreshes every 10 seconds; click to pause" : "Paused; click to follow live";
}
