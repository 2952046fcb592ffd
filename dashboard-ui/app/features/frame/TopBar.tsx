import { ActionIcon, Menu, Tooltip, UnstyledButton } from "@mantine/core";
import { spotlight } from "@mantine/spotlight";
import { IconDots, IconKeyboard, IconRefresh, IconSearch } from "@tabler/icons-react";
import { useTimeWindow } from "../../shared/window/TimeWindowContext";
import { LiveToggle } from "./LiveToggle";
import type { Place } from "./places";
import { SignOutItem } from "./SignOutItem";
import { ThemeMenuItems, ThemeToggle } from "./ThemeToggle";
import { TimeRangeControl } from "./TimeRangeControl";
import { useNewWorkspace, WorkspaceItems } from "./WorkspaceSwitcher";

interface TopBarProps {
  readonly place: Place;
  readonly onHelp: () => void;
}

/** Where you are, which time you look at, and how fresh it is. */
export function TopBar({ place, onHelp }: TopBarProps) {
  const { refresh, isRefreshing } = useTimeWindow();
  const newWorkspace = useNewWorkspace();
  return (
    <header className="bar">
      <h1 className="bar__title">{place.name}</h1>
      <UnstyledButton className="bar__search" onClick={spotlight.open} aria-label="Search ⌘K">
        <IconSearch size={15} aria-hidden="true" />
        <span>Search</span>
        <kbd>⌘K</kbd>
      </UnstyledButton>
      {place.hasWindow && (
        <div className="bar__time">
          <TimeRangeControl />
          <LiveToggle />
          <Tooltip label="Refresh">
            <ActionIcon size={32} variant="default" aria-label="Refresh" onClick={refresh}>
              <IconRefresh size={16} className={isRefreshing ? "turning" : ""} />
            </ActionIcon>
          </Tooltip>
        </div>
      )}
      <ThemeToggle />
      <Menu position="bottom-end" width={240} shadow="md">
        <Menu.Target>
          <ActionIcon size={32} aria-label="More" className="bar__more">
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconKeyboard size={16} />} rightSection={<kbd>?</kbd>} onClick={onHelp}>
            Keyboard shortcuts
          </Menu.Item>
          <Menu.Divider />
          <ThemeMenuItems />
          <Menu.Divider />
          <WorkspaceItems />
          {newWorkspace.item}
          <Menu.Divider />
          <SignOutItem />
        </Menu.Dropdown>
      </Menu>
      {newWorkspace.dialog}
    </header>
  );
}
