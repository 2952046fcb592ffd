import { InferencePanel } from "../features/inferences/InferencePanel";
import { InferencesTable } from "../features/inferences/InferencesTable";

export function InferencesPage() {
  return (
    <>
      <InferencesTable />
      <InferencePanel />
    </>
  );
}
