import { ActionIcon, Menu } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { IconSearch, IconSettings } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Link, useSearchParams } from "react-router";
import { keptSearch } from "../../shared/window/timeWindow";
import type { Field } from "./fields";
import { withTexts } from "./filters";

/** The fields that a person does not want to see, kept in this browser. */
export function useHiddenFields() {
  const [hidden, setHidden] = useLocalStorage<readonly string[]>({
    key: "sightline-inference-hidden-fields",
    defaultValue: [],
    getInitialValueInEffect: false,
  });
  const toggle = (id: string) =>
    setHidden((before) => (before.includes(id) ? before.filter((other) => other !== id) : [...before, id]));
  return { hidden, toggle, showAll: () => setHidden([]) };
}

interface FieldsMenuProps {
  readonly fields: readonly Field[];
  readonly hidden: readonly string[];
  readonly onToggle: (id: string) => void;
  readonly onShowAll: () => void;
}

/** The cog: which fields are shown. */
export function FieldsMenu({ fields, hidden, onToggle, onShowAll }: FieldsMenuProps) {
  return (
    <Menu closeOnItemClick={false} position="bottom-end" width={240} shadow="md">
      <Menu.Target>
        <ActionIcon size={28} aria-label="Choose the fields" title="Choose the fields">
          <IconSettings size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: "auto" }}>
        {fields.map((field) => (
          <Menu.CheckboxItem key={field.id} checked={!hidden.includes(field.id)} onChange={() => onToggle(field.id)}>
            {field.label}
          </Menu.CheckboxItem>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={onShowAll}>Show all</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

interface FieldsProps {
  readonly title: string;
  readonly fields: readonly Field[];
  readonly hidden: readonly string[];
  readonly tools?: ReactNode;
  readonly children?: ReactNode;
}

/** Names and values; where others may have the same value, a way to them. */
export function Fields({ title, fields, hidden, tools, children }: FieldsProps) {
  const shown = fields.filter((field) => !hidden.includes(field.id));
  return (
    <section aria-label={title}>
      <div className="section-head">
        <h3>{title}</h3>
        {tools}
      </div>
      <dl className="fields">
        {shown.map((field) => (
          <div key={field.id}>
            <dt>{field.label}</dt>
            <dd>
              <span>{field.value}</span>
              <Same field={field} />
            </dd>
          </div>
        ))}
      </dl>
      {children}
    </section>
  );
}

function Same({ field }: { readonly field: Field }) {
  const [search] = useSearchParams();
  if (field.same === null) {
    return null;
  }
  const next = withTexts(new URLSearchParams(keptSearch(search)), field.same.filter, field.same.values);
  const label = `Find inferences with the same ${field.label.toLowerCase()}`;
  return (
    <ActionIcon
      component={Link}
      to={`/inferences?${next}`}
      size={22}
      className="fields__same"
      aria-label={label}
      title={label}
    >
      <IconSearch size={13} />
    </ActionIcon>
  );
}
