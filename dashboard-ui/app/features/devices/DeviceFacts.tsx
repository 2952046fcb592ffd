import { Fact, Facts } from "../../shared/facts/Facts";
import { ChangeChip } from "../../shared/figures/ChangeChip";
import { counted, exactCount, formatConfidence, formatCount, formatShare } from "../../shared/format/numbers";
import { formatFull } from "../../shared/format/times";
import { Mark } from "../../shared/states/Mark";
import { Age } from "../../shared/table/Age";
import { useTimeWindow } from "../../shared/window/TimeWindowContext";
import { previousPhraseOf } from "../../shared/window/timeWindow";
import type { DeviceRow } from "./deviceRow";
import { clockRemark } from "./remarks";

/** What the device reported in the window, beside the window before. */
export function DeviceFigures({ device }: { readonly device: DeviceRow }) {
  const { window } = useTimeWindow();
  const against = previousPhraseOf(window);
  return (
    <Facts>
      <Fact name="Requests" title={exactCount(device.requests.value)}>
        {formatCount(device.requests.value)}{" "}
        <ChangeChip figure={device.requests} better="neither" format={formatCount} against={against} isBare />
      </Fact>
      <Fact name="Average confidence">
        {formatConfidence(device.average_confidence.value)}{" "}
        <ChangeChip figure={device.average_confidence} better="up" format={formatConfidence} against={against} isBare />
      </Fact>
      <Fact name="Error rate" remark={counted(device.errors, "error")}>
        {formatShare(device.error_rate.value)}{" "}
        <ChangeChip figure={device.error_rate} better="down" format={formatShare} against={against} isBare />
      </Fact>
      <Fact name="Last inference">
        <Age at={device.last_inference_at} />
      </Fact>
      <Fact
        name="Last heartbeat"
        remark={device.since === null ? undefined : `State since ${formatFull(device.since)}`}
      >
        <Age at={device.last_beat_at} />
      </Fact>
    </Facts>
  );
}

/** What the device is, as far as its servers say. */
export function DeviceFacts({ device }: { readonly device: DeviceRow }) {
  const clock = clockRemark(device.clock_skew);
  return (
    <Facts>
      <Fact name="Platform">{device.platform ?? "–"}</Fact>
      <Fact name="Host name">{device.hostname ?? "–"}</Fact>
      <Fact name="Inference servers" remark={counted(device.servers, "server")}>
        {device.is_server_too_old ? (
          <Mark
            tone="warn"
            word="Too old"
            title="It reports sums in place of inferences. Update the inference server."
          />
        ) : device.server_versions.length === 0 ? (
          "–"
        ) : (
          device.server_versions.join(", ")
        )}
      </Fact>
      <Fact name="Models">{device.models.length === 0 ? "–" : device.models.join(", ")}</Fact>
      <Fact name="Clock" remark={clock === null ? undefined : "Beside ours, at its last report"}>
        {clock !== null ? <Mark tone="warn" word={clock} /> : device.clock_skew === null ? "Unknown" : "Right"}
      </Fact>
      <Fact name="Restarts" remark="Server processes that started in this time">
        {exactCount(device.restarts)}
      </Fact>
    </Facts>
  );
}
