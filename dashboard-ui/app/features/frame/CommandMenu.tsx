import { Spotlight, type SpotlightActionGroupData } from "@mantine/spotlight";
import { IconCube, IconDeviceDesktopAnalytics, IconPhotoScan, IconSearch } from "@tabler/icons-react";
import "@mantine/spotlight/styles.css";
import { useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { useDevices, useModels } from "../../api/hooks";
import { modelPath } from "../../shared/window/filteredSearch";
import { useTimeWindow } from "../../shared/window/TimeWindowContext";
import { keptSearch } from "../../shared/window/timeWindow";
import { PLACES } from "./places";

// Ids are given by people or are UUIDs: anything of some length that is one word may be one.
const LIKE_AN_ID = /^[^\s/]{6,}$/;

/** `⌘K`: jump to a page, a model, a device or an inference. */
export function CommandMenu() {
  const [wanted, setWanted] = useState("");
  const [isOpen, setOpen] = useState(false);
  return (
    <Spotlight
      actions={useActions(wanted.trim(), isOpen)}
      query={wanted}
      onQueryChange={setWanted}
      onSpotlightOpen={() => setOpen(true)}
      onSpotlightClose={() => setOpen(false)}
      nothingFound="Nothing found. A whole inference id opens that inference."
      centered={false}
      yOffset="14vh"
      overlayProps={{ blur: 0, backgroundOpacity: 0.35 }}
      scrollable
      maxHeight={420}
      shortcut={null}
      transitionProps={{ duration: 100 }}
      searchProps={{
        leftSection: <IconSearch size={18} />,
        placeholder: "Page, model, device or inference id",
        "aria-label": "Search",
      }}
    />
  );
}

function useActions(wanted: string, isOpen: boolean): SpotlightActionGroupData[] {
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const { query } = useTimeWindow();
  const models = useModels(query, isOpen).data?.models ?? [];
  const devices = useDevices(query, isOpen).data?.devices ?? [];
  const kept = keptSearch(search);
  const filtered = (name: string, value: string) =>
    `/inferences${kept === "" ? "?" : `${kept}&`}${name}=${encodeURIComponent(value)}`;

  const groups: SpotlightActionGroupData[] = [
    {
      group: "Pages",
      actions: PLACES.map((place) => ({
        id: place.path,
        label: place.name,
        leftSection: <place.icon size={18} stroke={1.7} />,
        onClick: () => navigate(`${place.path}${kept}`),
      })),
    },
    {
      group: "Models",
      actions: models.map((model) => ({
        id: `model ${model.model_id}`,
        label: model.model_id,
        leftSection: <IconCube size={18} stroke={1.7} />,
        onClick: () => navigate(modelPath(search, model.project, model.version)),
      })),
    },
    {
      group: "Devices",
      actions: devices.map((device) => ({
        id: `device ${device.device_id}`,
        label: device.device_id,
        keywords: device.tags,
        leftSection: <IconDeviceDesktopAnalytics size={18} stroke={1.7} />,
        onClick: () => navigate(filtered("device_id", device.device_id)),
      })),
    },
  ];
  if (LIKE_AN_ID.test(wanted)) {
    groups.push({
      group: "Inference",
      actions: [
        {
          id: "inference",
          label: `Open inference ${wanted}`,
          leftSection: <IconPhotoScan size={18} stroke={1.7} />,
          onClick: () => navigate(filtered("inference", wanted)),
        },
      ],
    });
  }
  return groups.filter((group) => group.actions.length > 0);
}
