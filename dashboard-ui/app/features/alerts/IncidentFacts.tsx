import type { ReactNode } from "react";
import { useDeviceStates } from "../../api/hooks";
import type { AlertCondition, Figures, Incident } from "../../api/types";
import { exactCount } from "../../shared/format/numbers";
import { formatFull } from "../../shared/format/times";
import { DeviceMark } from "../../shared/states/DeviceMark";
import { Duration } from "./incidentColumns";
import { figureText } from "./wording";

interface IncidentFactsProps {
  readonly incident: Incident;
  readonly condition: AlertCondition;
}

/** The figures behind an incident: those that opened it, the worst, and the last. */
export function IncidentFacts({ incident, condition }: IncidentFactsProps) {
  return (
    <dl className="panel facts">
      <Fact name="Opened">{formatFull(incident.opened_at)}</Fact>
      <Fact name={incident.closed_at === null ? "Open for" : "Lasted"}>
        <Duration incident={incident} />
      </Fact>
      {incident.device_id !== null && <DeviceFact deviceId={incident.device_id} />}
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
