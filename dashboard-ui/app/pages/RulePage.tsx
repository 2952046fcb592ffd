import { useParams } from "react-router";
import { ExistingRule } from "../features/alerts/ExistingRule";
import { NewRule } from "../features/alerts/NewRule";

export function RulePage() {
  const { id } = useParams();
  return id === undefined ? <NewRule /> : <ExistingRule id={id} />;
}
