import { Select } from "@mantine/core";
import { useSearchParams } from "react-router";
import { useDeliveries, useResendDelivery } from "../../api/alertHooks";
import { problemOf } from "../../api/problem";
import { counted } from "../../shared/format/numbers";
import { useSession } from "../../shared/session/SessionContext";
import { EmptyState } from "../../shared/states/EmptyState";
import { ProblemNotice } from "../../shared/states/ProblemNotice";
import { DataTable } from "../../shared/table/DataTable";
import { TablePanel } from "../../shared/table/TablePanel";
import "./alerts.css";
import { DELIVERY_STATES, deliveryColumns } from "./deliveryColumns";

/** What was sent to whom, and what was not; which of it is in the address (`?state=failed`). */
export function Deliveries() {
  const { role } = useSession();
  const [search, setSearch] = useSearchParams();
  const state = Object.keys(DELIVERY_STATES).find((candidate) => candidate === search.get("state")) ?? null;
  const deliveries = useDeliveries(state);
  const resend = useResendDelivery();
  const rows = deliveries.data?.deliveries;
  const send = role === "viewer" ? null : (id: string) => resend.mutate({ params: { path: { id } } });

  if (deliveries.isError && rows === undefined) {
    return (
      <ProblemNotice
        what="The delivery log could not be loaded."
        error={deliveries.error}
        onRetry={() => void deliveries.refetch()}
        consolation="Messages are sent all the same."
      />
    );
  }
  return (
    <TablePanel
      label="Deliveries"
      count={rows === undefined ? undefined : counted(rows.length, "delivery", "deliveries")}
      tools={
        <Select
          size="xs"
          clearable
          className="table-filter"
          aria-label="State"
          placeholder="Every state"
          data={Object.entries(DELIVERY_STATES).map(([value, { word }]) => ({ value, label: word }))}
          value={state}
          onChange={(next) => setSearch(next === null ? {} : { state: next }, { replace: true })}
        />
      }
    >
      {resend.isError && (
        <p role="alert" className="alert-remark">
          {problemOf(resend.error).message}
        </p>
      )}
      {rows?.length === 0 ? (
        <EmptyState title="No deliveries">
          <p>Every mail and webhook call is listed here, with what became of it. A test of a rule makes the first.</p>
        </EmptyState>
      ) : (
        <DataTable
          label="Deliveries"
          columns={deliveryColumns(send, resend.isPending)}
          rows={rows}
          idOf={(delivery) => delivery.id}
        />
      )}
    </TablePanel>
  );
}
