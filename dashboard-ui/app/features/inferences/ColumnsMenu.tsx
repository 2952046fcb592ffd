import { ActionIcon, Menu } from "@mantine/core";
import { IconColumns3 } from "@tabler/icons-react";
import { useState } from "react";
import { useMetadataFields } from "../../api/hooks";
import { useTimeWindow } from "../../shared/window/TimeWindowContext";
import { COLUMNS } from "./columns";
import { metadataId } from "./filters";

interface ColumnsMenuProps {
  readonly chosen: readonly string[];
  readonly onToggle: (id: string) => void;
  readonly onReset: () => void;
}

/** Which columns the table has; also one for every field of metadata that was reported. */
export function ColumnsMenu({ chosen, onToggle, onReset }: ColumnsMenuProps) {
  const { query } = useTimeWindow();
  const [isOpen, setOpen] = useState(false);
  const fields = useMetadataFields(query, isOpen).data?.fields.map((field) => field.name) ?? [];
  const kept = chosen
    .map((id) => id.replace(/^metadata\./, ""))
    .filter((name, index) => chosen[index] === metadataId(name));
  const names = [...new Set([...fields, ...kept])];
  const item = (id: string, label: string) => (
    <Menu.CheckboxItem key={id} checked={chosen.includes(id)} onChange={() => onToggle(id)}>
      {label}
    </Menu.CheckboxItem>
  );
  return (
    <Menu opened={isOpen} onChange={setOpen} closeOnItemClick={false} position="bottom-end" width={240} shadow="md">
      <Menu.Target>
        <ActionIcon size={30} variant="default" aria-label="Columns" title="Columns">
          <IconColumns3 size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: "auto" }}>
        {COLUMNS.filter((column) => column.id !== "at").map((column) => item(column.id, column.header))}
        {names.length > 0 && <Menu.Label>Metadata</Menu.Label>}
        {names.map((name) => item(metadataId(name), name))}
        <Menu.Divider />
        <Menu.Item onClick={onReset}>As at first</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
