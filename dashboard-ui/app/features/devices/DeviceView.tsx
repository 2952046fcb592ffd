import { Button, Skeleton } from "@mantine/core";
import { IconArrowLeft, IconPhotoScan } from "@tabler/icons-react";
import { useMemo } from "react";
import { Link, useSearchParams } from "react-router";
import { useDeviceStates, useDevices, useDeviceUsage } from "../../api/hooks";
import { DeviceMark } from "../../shared/states/DeviceMark";
import { EmptyState } from "../../shared/states/EmptyState";
import { ProblemNotice } from "../../shared/states/ProblemNotice";
import { Tags } from "../../shared/table/Tags";
import { inferencesOf } from "../../shared/window/filteredSearch";
import { useTimeWindow } from "../../shared/window/TimeWindowContext";
import { keptSearch, phraseOf } from "../../shared/window/timeWindow";
import { DeviceFacts, DeviceFigures } from "./DeviceFacts";
import { type DeviceRow, joinStates } from "./deviceRow";
import "./devices.css";
import { ServerCounts, ServerErrors, VideoStreams, WorkflowSamples } from "./Usage";

/** One device: whether it lives, what it is, what it reported, and what its servers counted by themselves. */
export function DeviceView({ deviceId }: { readonly deviceId: string }) {
  const { query, window } = useTimeWindow();
  const [search] = useSearchParams();
  const devices = useDevices(query);
  const states = useDeviceStates();
  const reported = devices.data?.devices;
  const known = states.data?.devices;
  const device = useMemo(
    () =>
      reported === undefined ? undefined : joinStates(reported, known ?? []).find((row) => row.device_id === deviceId),
    [reported, known, deviceId],
  );
  const isLoading = reported === undefined || (device === undefined && states.isPending);

  if (devices.isError && reported === undefined) {
    return (
      <ProblemNotice
        what="The device could not be loaded."
        error={devices.error}
        onRetry={() => void devices.refetch()}
      />
    );
  }
  return (
    <article className="device" aria-labelledby="device">
      <header className="device__head">
        <div>
          <Link to={`/devices${keptSearch(search)}`} className="device__back">
            <IconArrowLeft size={14} aria-hidden="true" /> Devices
          </Link>
          <h2 id="device">{deviceId}</h2>
          {device !== undefined && (
            <p className="device__state">
              <DeviceMark state={device.state} since={device.since} />
              {device.tags.length > 0 && <Tags tags={device.tags} most={6} />}
            </p>
          )}
        </div>
        <Button
          size="xs"
          variant="default"
          component={Link}
          to={inferencesOf(search, "device_id", deviceId)}
          leftSection={<IconPhotoScan size={15} />}
        >
          Its inferences
        </Button>
      </header>
      {isLoading ? (
        <div className="device" role="status" aria-label="Loading">
          <Skeleton height={96} />
          <Skeleton height={144} />
        </div>
      ) : device === undefined ? (
        <EmptyState title={`Nothing was heard of this device in ${phraseOf(window)}`}>
          <p>
            A longer time range may show it. If it should report now, see{" "}
            <Link to="/settings/arrivals">what came with each key</Link>.
          </p>
        </EmptyState>
      ) : (
        <Loaded device={device} />
      )}
    </article>
  );
}

function Loaded({ device }: { readonly device: DeviceRow }) {
  const { query } = useTimeWindow();
  const usage = useDeviceUsage(device.device_id, query);
  return (
    <>
      <DeviceFigures device={device} />
      <DeviceFacts device={device} />
      {usage.isError && usage.data === undefined ? (
        <ProblemNotice
          what="What its servers counted could not be loaded."
          error={usage.error}
          onRetry={() => void usage.refetch()}
          consolation="What they reported is shown all the same."
        />
      ) : (
        <>
          <ServerCounts usage={usage.data} />
          <ServerErrors usage={usage.data} />
          <VideoStreams usage={usage.data} />
          <WorkflowSamples usage={usage.data} />
        </>
      )}
    </>
  );
}
