import { InferenceView } from "../features/inferences/InferenceView";

export function InferencePage() {
  return <InferenceView />;
}
