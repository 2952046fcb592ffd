import { Button } from "@mantine/core";
import { Link } from "react-router";
import type { Delivery } from "../../api/types";
import { formatFull } from "../../shared/format/times";
import { Mark } from "../../shared/states/Mark";
import { Age } from "../../shared/table/Age";
import type { Column } from "../../shared/table/DataTable";

export const DELIVERY_STATES = {
  pending: { word: "Waiting", tone: "plain" },
  sending: { word: "Being sent", tone: "plain" },
  sent: { word: "Sent", tone: "good" },
  failed: { word: "Failed", tone: "bad" },
  held: { word: "Held back", tone: "warn" },
  cancelled: { word: "Cancelled", tone: "plain" },
} as const;

const CHANNELS = { email: "E-mail", webhook: "Webhook", slack: "Slack" };

/** The columns of the log; sending again only for those who may. */
export function deliveryColumns(onResend: ((id: string) => void) | null, isBusy: boolean): Column<Delivery>[] {
  return [
    { id: "at", header: "Made", width: 120, cell: (delivery) => <Age at={delivery.created_at} /> },
    { id: "state", header: "State", width: 150, cell: (delivery) => <DeliveryMark delivery={delivery} /> },
    {
      id: "subject",
      header: "Message",
      cell: (delivery) =>
        delivery.incident_id === null ? (
          <span title={delivery.subject}>{delivery.subject}</span>
        ) : (
          <Link to={`/alerts/incidents/${delivery.incident_id}`} title={delivery.subject}>
            {delivery.subject}
          </Link>
        ),
    },
    { id: "recipient", header: "To", hideBelow: "phone", cell: (delivery) => delivery.recipient },
    { id: "channel", header: "By", hideBelow: "tablet", cell: (delivery) => CHANNELS[delivery.channel] },
    { id: "attempts", header: "Attempts", isNumeric: true, hideBelow: "tablet", cell: (delivery) => delivery.attempts },
    {
      id: "error",
      header: "Remark",
      hideBelow: "desktop",
      cell: (delivery) => <span title={delivery.last_error ?? undefined}>{delivery.last_error ?? "–"}</span>,
    },
    {
      id: "resend",
      header: "Send again",
      isHeaderHidden: true,
      isNumeric: true,
      cell: (delivery) =>
        onResend !== null &&
        canBeSentAgain(delivery) && (
          <Button
            variant="subtle"
            size="compact-xs"
            disabled={isBusy}
            aria-label={`Send “${delivery.subject}” to ${delivery.recipient} again`}
            onClick={() => onResend(delivery.id)}
          >
            Send again
          </Button>
        ),
    },
  ];
}

function DeliveryMark({ delivery }: { readonly delivery: Delivery }) {
  const at = delivery.sent_at ?? delivery.next_attempt_at;
  const when = at === null ? undefined : `${delivery.sent_at === null ? "Next attempt" : "Sent"} ${formatFull(at)}`;
  return <Mark {...DELIVERY_STATES[delivery.state]} title={when ?? delivery.last_error ?? undefined} />;
}

function canBeSentAgain({ state }: Delivery): boolean {
  return state === "failed" || state === "held" || state === "cancelled";
}
