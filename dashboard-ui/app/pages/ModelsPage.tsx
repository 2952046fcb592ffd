import { ModelsTable } from "../features/models/ModelsTable";

export function ModelsPage() {
  return <ModelsTable />;
}
