import { useParams } from "react-router";
import { ModelDashboard } from "../features/model/ModelDashboard";
import "./pages.css";

export function ModelPage() {
  const { project = "", version } = useParams();
  return <ModelDashboard key={`${project}/${version ?? ""}`} model={{ project, version: version ?? null }} />;
}
