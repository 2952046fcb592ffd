import { Menu, UnstyledButton } from "@mantine/core";
import { useSession } from "../../shared/session/SessionContext";
import { SignOutItem } from "./SignOutItem";

/** The person at the foot of the rail. */
export function PersonMenu() {
  const { person } = useSession();
  const name = person.name === "" || person.name == null ? person.email : person.name;
  return (
    <Menu position="top-start" width={240} shadow="md">
      <Menu.Target>
        <UnstyledButton className="person" aria-label={`Signed in as ${name}`}>
          <span className="person__mark" aria-hidden="true" data-initial={name.slice(0, 1).toUpperCase()} />
          <span className="person__name">{name}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <SignOutItem />
      </Menu.Dropdown>
    </Menu>
  );
}
