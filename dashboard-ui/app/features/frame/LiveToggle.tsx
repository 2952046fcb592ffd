import { Tooltip, UnstyledButton } from "@mantine/core";
import { useTimeWindow } from "../../shared/window/TimeWindowContext";
import "./live.css";

/** Whether the page follows the clock, and the switch for it. */
export function LiveToggle() {
  const { isLive, canBeLive, isTold, setLive } = useTimeWindow();
  const hint = canBeLive ? hintOf(isLive, isTold) : "A fixed time range does not move; choose a preset to follow live";
  return (
    <Tooltip label={hint}>
      <UnstyledButton
        className="live"
        role="switch"
        aria-checked={isLive}
        aria-label="Live"
        data-live={isLive || undefined}
        data-told={(isLive && isTold) || undefined}
        disabled={!canBeLive}
        onClick={() => setLive(!isLive)}
      >
        <span className="live__dot" aria-hidden="true" />
        {isLive ? "Live" : "Paused"}
      </UnstyledButton>
    </Tooltip>
  );
}

function hintOf(isLive: boolean, isTold: boolean): string {
  if (!isLive) {
    return "Paused; click to follow live";
  }
  return isTold
    ? "Shows what is stored as it comes; click to pause"
    : "Refreshes every 10 seconds: what is new is not told at the moment; click to pause";
}
