import { useMemo } from "react";
import { useSearchParams } from "react-router";
import { useDevicesOf } from "../../api/hooks";
import type { Device } from "../../api/types";
import { counted } from "../../shared/format/numbers";
import { EmptyState } from "../../shared/states/EmptyState";
import { ProblemNotice } from "../../shared/states/ProblemNotice";
import { Age } from "../../shared/table/Age";
import { type Column, DataTable } from "../../shared/table/DataTable";
import { confidenceColumn, errorsColumn, requestsColumn, timeColumn } from "../../shared/table/figureColumns";
import { TablePanel } from "../../shared/table/TablePanel";
import { containsWords, TableSearch, useWords } from "../../shared/table/TableSearch";
import { Tags } from "../../shared/table/Tags";
import { inferencesOf } from "../../shared/window/filteredSearch";
import { useTimeWindow } from "../../shared/window/TimeWindowContext";
import { phraseOf, previousPhraseOf } from "../../shared/window/timeWindow";
import { filterOf, nameOf, type ShownModel, scopeOf } from "./scope";

/** The same figures for each device that asked the model; a row leads to what it asked. */
export function ModelDevices({ model }: { readonly model: ShownModel }) {
  const { query, window } = useTimeWindow();
  const [search] = useSearchParams();
  const [words] = useWords();
  const devices = useDevicesOf(query, scopeOf(model));
  const against = previousPhraseOf(window);
  const columns = useMemo(() => columnsOf(against), [against]);
  const all = devices.data?.devices;
  const rows = useMemo(
    () => all?.filter((device) => containsWords(words, [device.device_id, ...device.tags])),
    [all, words],
  );

  if (devices.isError && all === undefined) {
    return (
      <ProblemNotice
        what="The devices could not be loaded."
        error={devices.error}
        onRetry={() => void devices.refetch()}
      />
    );
  }
  return (
    <TablePanel
      label="Devices"
      count={rows === undefined ? undefined : counted(rows.length, "device")}
      tools={<TableSearch label="Find a device" />}
    >
      {rows?.length === 0 ? (
        <EmptyState
          title={
            all?.length === 0
              ? `No device asked ${nameOf(model)} in ${phraseOf(window)}`
              : `No device matches “${words}”`
          }
        >
          {all?.length === 0 && <p>Inferences that were reported without a device_id are in no row here.</p>}
        </EmptyState>
      ) : (
        <DataTable
          label="Devices"
          columns={columns}
          rows={rows}
          idOf={(device) => device.device_id}
          hrefOf={(device) => {
            const [name, value] = filterOf(model);
            return `${inferencesOf(search, name, value)}&device_id=${encodeURIComponent(device.device_id)}`;
          }}
          defaultSort="-requests"
        />
      )}
    </TablePanel>
  );
}

function columnsOf(against: string): Column<Device>[] {
  return [
    {
      id: "device",
      header: "Device",
      sortBy: (device) => device.device_id,
      cell: (device) => <span className="cell-name">{device.device_id}</span>,
    },
    { id: "tags", header: "Tags", hideBelow: "desktop", cell: (device) => <Tags tags={device.tags} /> },
    requestsColumn(against),
    confidenceColumn(against),
    timeColumn(against),
    errorsColumn(against, (device) => device.errors),
    {
      id: "last_inference",
      header: "Last inference",
      isNumeric: true,
      hideBelow: "tablet",
      sortBy: (device) => device.last_inference_at,
      cell: (device) => <Age at={device.last_inference_at} />,
    },
  ];
}
