import { Menu, UnstyledButton } from "@mantine/core";
import { IconLogout } from "@tabler/icons-react";
import { useNavigate } from "react-router";
import { useSignOut } from "../../api/hooks";
import { useSession } from "../../shared/session/SessionContext";

/** Who is signed in, and the way out. */
export function PersonMenu() {
  const { person, role } = useSession();
  const signOut = useSignOut();
  const navigate = useNavigate();
  const name = person.name === "" || person.name == null ? person.email : person.name;
  return (
    <Menu position="top-start" width={240} shadow="md">
      <Menu.Target>
        <UnstyledButton className="person" aria-label={`Signed in as ${name}`}>
          <span className="person__mark" aria-hidden="true">
            {name.slice(0, 1).toUpperCase()}
          </span>
          <span className="person__name">{name}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {person.email} · {role}
        </Menu.Label>
        <Menu.Item
          leftSection={<IconLogout size={16} />}
          onClick={() => signOut.mutate({}, { onSettled: () => navigate("/sign-in") })}
        >
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
