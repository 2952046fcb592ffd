import { Menu } from "@mantine/core";
import { IconLogout } from "@tabler/icons-react";
import { useNavigate } from "react-router";
import { useSignOut } from "../../api/hooks";
import { useSession } from "../../shared/session/SessionContext";

/** Who is signed in, and the way out; for the inside of a menu. */
export function SignOutItem() {
  const { person, role } = useSession();
  const signOut = useSignOut();
  const navigate = useNavigate();
  return (
    <>
      <Menu.Label>
        {person.email} · {role}
      </Menu.Label>
      <Menu.Item
        leftSection={<IconLogout size={16} />}
        onClick={() => signOut.mutate({}, { onSettled: () => navigate("/sign-in") })}
      >
        Sign out
      </Menu.Item>
    </>
  );
}
