import type { ReactNode } from "react";
import { useDeviceStates, useDevicesOf, type WindowQuery } from "../../api/hooks";
import type { AlertCondition, Figures, Incident } from "../../api/types";
import { exactCount } from "../../shared/format/numbers";
import { formatFull } from "../../shared/format/times";
import { DeviceMark } from "../../shared/states/DeviceMark";
import { Duration } from "./incidentColumns";
import { figureText } from "./wording";

interface IncidentFactsProps {
  readonly incident: Incident;
  readonly condition: AlertCondition;
  /** Of the inferences behind it. */
  readonly window: WindowQuery;
}

/** The figures behind an incident, those that opened it, the worst, and the last; and whether its devices live. */
export function IncidentFacts({ incident, condition, window }: IncidentFactsProps) {
  return (
    <dl className="panel facts">
      <Fact name="Opened">{formatFull(incident.opened_at)}</Fact>
      <Fact name={incident.closed_at === null ? "Open for" : "Lasted"}>
        <Duration incident={incident} />
      </Fact>
      {incident.device_id !== null && <DeviceFact deviceId={incident.device_id} />}
      {incident.device_id === null && incident.model !== null && (
        <SourcesFact project={incident.model} version={incident.version} window={window} />
      )}
      {incident.condition !== "device_silent" && (
        <>
          <FigureFact name="It opened with" figures={incident.opened_figures} condition={condition} />
          <FigureFact name="At its worst" figures={incident.peak_figures} condition={condition} />
          <FigureFact name="Last" figures={incident.last_figures} condition={condition} />
        </>
      )}
    </dl>
  );
}

/** Whether the device lives now, whatever it did then. */
function DeviceFact({ deviceId }: { readonly deviceId: string }) {
  const device = useDeviceStates().data?.devices.find((one) => one.device_id === deviceId);
  return (
    <Fact name="The device now">
      <DeviceMark state={device?.state ?? null} since={device?.since ?? null} />
    </Fact>
  );
}

interface SourcesFactProps {
  readonly project: string;
  readonly version: string | null;
  readonly window: WindowQuery;
}

/** A model is only as well as the devices that it runs on. */
function SourcesFact({ project, version, window }: SourcesFactProps) {
  const sources = useDevicesOf(window, { project, ...(version !== null && { version }) }).data?.devices;
  const states = useDeviceStates().data?.devices;
  if (sources === undefined || states === undefined || sources.length === 0) {
    return null;
  }
  const isOnline = new Set(states.filter(({ state }) => state === "ONLINE").map((device) => device.device_id));
  const others = sources.map((device) => device.device_id).filter((id) => !isOnline.has(id));
  return (
    <Fact name="Its devices now" {...(others.length > 0 && { remark: `Not online: ${others.join(", ")}` })}>
      {sources.length - others.length} of {sources.length} online
    </Fact>
  );
}

interface FigureFactProps {
  readonly name: string;
  readonly figures: Figures;
  readonly condition: AlertCondition;
}

function FigureFact({ name, figures, condition }: FigureFactProps) {
  const deviations = figures.score?.toFixed(1).replace("-", "−");
  return (
    <Fact
      name={name}
      remark={`${exactCount(figures.samples)} samples${deviations === undefined ? "" : `, ${deviations} standard deviations`}`}
      title={figures.detail ?? undefined}
    >
      {figureText(figures, condition)}
    </Fact>
  );
}

interface FactProps {
  readonly name: string;
  readonly remark?: string;
  readonly title?: string | undefined;
  readonly children: ReactNode;
}

function Fact({ name, remark, title, children }: FactProps) {
  return (
    <div title={title}>
      <dt>{name}</dt>
      <dd className="numeric">{children}</dd>
      {remark !== undefined && <dd className="facts__remark numeric">{remark}</dd>}
    </div>
  );
}
