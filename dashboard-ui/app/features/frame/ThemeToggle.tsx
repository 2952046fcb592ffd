import { ActionIcon, Menu, useMantineColorScheme } from "@mantine/core";
import { IconCheck, IconDeviceDesktop, IconMoon, IconSun } from "@tabler/icons-react";

const SCHEMES = [
  { id: "light", name: "Light", icon: IconSun },
  { id: "dark", name: "Dark", icon: IconMoon },
  { id: "auto", name: "As the system", icon: IconDeviceDesktop },
] as const;

/** Light, dark, or as the system has it; kept in the browser. */
export function ThemeToggle() {
  const { colorScheme } = useMantineColorScheme();
  const current = SCHEMES.find((scheme) => scheme.id === colorScheme) ?? SCHEMES[2];
  return (
    <Menu position="bottom-end" width={180} shadow="md">
      <Menu.Target>
        <ActionIcon size={32} aria-label={`Theme: ${current.name}`} className="bar__theme">
          <current.icon size={18} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <ThemeMenuItems />
      </Menu.Dropdown>
    </Menu>
  );
}

export function ThemeMenuItems() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return SCHEMES.map((scheme) => (
    <Menu.Item
      key={scheme.id}
      leftSection={<scheme.icon size={16} />}
      rightSection={colorScheme === scheme.id ? <IconCheck size={14} aria-label="chosen" /> : null}
      onClick={() => setColorScheme(scheme.id)}
    >
      {scheme.name}
    </Menu.Item>
  ));
}
