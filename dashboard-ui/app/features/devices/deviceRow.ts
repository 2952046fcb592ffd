import type { Device, DeviceState } from "../../api/types";

/** A device with what it reported and, where known, whether it lives. */
export interface DeviceRow extends Device {
  readonly state: DeviceState["state"] | null;
  readonly since: string | null;
  readonly last_beat_at: string | null;
}

const NOTHING_REPORTED = { value: null, previous: null, change: null };

/** Joins by device id. A device that only sends heartbeats is a row, too. */
export function joinStates(devices: readonly Device[], states: readonly DeviceState[]): DeviceRow[] {
  const byId = new Map(states.map((state) => [state.device_id, state]));
  const reported = devices.map((device) => rowOf(device, byId.get(device.device_id)));
  const ids = new Set(devices.map((device) => device.device_id));
  const silent = states.filter((state) => !ids.has(state.device_id)).map((state) => rowOf(unreported(state), state));
  return [...reported, ...silent];
}

function rowOf(device: Device, state: DeviceState | undefined): DeviceRow {
  return {
    ...device,
    state: state?.state ?? null,
    since: state?.since ?? null,
    last_beat_at: state?.last_beat_at ?? device.last_heartbeat_at ?? null,
  };
}

function unreported(state: DeviceState): Device {
  return {
    device_id: state.device_id,
    tags: [],
    servers: state.servers.length,
    server_versions: [],
    models: [],
    requests: { ...NOTHING_REPORTED, value: 0 },
    average_confidence: NOTHING_REPORTED,
    average_inference_time: NOTHING_REPORTED,
    errors: 0,
    error_rate: NOTHING_REPORTED,
    last_inference_at: null,
    last_heartbeat_at: state.last_beat_at ?? null,
    platform: null,
    hostname: null,
    clock_skew: null,
    restarts: 0,
    is_server_too_old: false,
    server_counts: null,
  };
}
