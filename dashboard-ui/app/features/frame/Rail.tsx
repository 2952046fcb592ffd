import { ActionIcon, Tooltip } from "@mantine/core";
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from "@tabler/icons-react";
import { NavLink, useSearchParams } from "react-router";
import { MOST_OPEN, useOpenIncidents } from "../../api/alertHooks";
import { usePrefetchPage } from "../../api/hooks";
import { useTimeWindow } from "../../shared/window/TimeWindowContext";
import { keptSearch } from "../../shared/window/timeWindow";
import { PersonMenu } from "./PersonMenu";
import { PLACES } from "./places";
import { WorkspaceSwitcher } from "./WorkspaceSwitcher";

interface RailProps {
  readonly isNarrow: boolean;
  readonly onToggle: () => void;
}

/** The way around: a rail on the left, icons alone when narrow, a bar at the bottom on a phone. */
export function Rail({ isNarrow, onToggle }: RailProps) {
  const { query } = useTimeWindow();
  const prefetch = usePrefetchPage();
  const [search] = useSearchParams();
  const Toggle = isNarrow ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  return (
    <nav className="rail" aria-label="Main">
      <WorkspaceSwitcher />
      <ul className="rail__places">
        {PLACES.map((place) => (
          <li key={place.path}>
            <Tooltip label={place.name} position="right" disabled={!isNarrow}>
              <NavLink
                to={`${place.path}${keptSearch(search)}`}
                end={place.path === "/"}
                className="rail__place"
                onMouseEnter={() => prefetch(place.path, query)}
                onFocus={() => prefetch(place.path, query)}
              >
                <place.icon size={18} stroke={1.7} aria-hidden="true" />
                <span>{place.name}</span>
                {place.path === "/alerts" && <OpenIncidents />}
              </NavLink>
            </Tooltip>
          </li>
        ))}
      </ul>
      <div className="rail__foot">
        <PersonMenu />
        <Tooltip label={isNarrow ? "Widen" : "Narrow"} position="right">
          <ActionIcon
            size={32}
            className="rail__toggle"
            aria-label={isNarrow ? "Widen the navigation" : "Narrow the navigation"}
            onClick={onToggle}
          >
            <Toggle size={18} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </div>
    </nav>
  );
}

/** How many incidents are open; nothing while all is well. */
function OpenIncidents() {
  const count = useOpenIncidents().data?.incidents.length ?? 0;
  return count === 0 ? null : (
    <strong className="rail__count numeric">
      {count < MOST_OPEN ? count : `${MOST_OPEN}+`} <small className="visually-hidden">open</small>
    </strong>
  );
}
