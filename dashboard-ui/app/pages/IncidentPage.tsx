import { useParams } from "react-router";
import { IncidentView } from "../features/alerts/IncidentView";

export function IncidentPage() {
  const { id = "" } = useParams();
  return <IncidentView id={id} />;
}
