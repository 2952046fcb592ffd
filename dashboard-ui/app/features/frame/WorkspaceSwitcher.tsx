import { Menu, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconCheck, IconPlus, IconSelector } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { useSwitchWorkspace, useWorkspaces } from "../../api/peopleHooks";
import { problemOf } from "../../api/problem";
import { Logo } from "../../shared/brand/Logo";
import { useSession } from "../../shared/session/SessionContext";

const NewWorkspace = lazy(async () => ({ default: (await import("./NewWorkspace")).NewWorkspace }));

/** The workspace that is shown, and the way to the others. */
export function WorkspaceSwitcher() {
  const { workspace } = useSession();
  const newWorkspace = useNewWorkspace();
  return (
    <>
      <Menu position="bottom-start" width={240} shadow="md">
        <Menu.Target>
          <UnstyledButton className="rail__workspace" aria-label={`Workspace ${workspace.name}`}>
            <Logo size={28} />
            <span className="rail__name" title={workspace.name}>
              {workspace.name}
            </span>
            <IconSelector size={15} className="rail__switch" aria-hidden="true" />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <WorkspaceItems />
          {newWorkspace.item !== null && <Menu.Divider />}
          {newWorkspace.item}
        </Menu.Dropdown>
      </Menu>
      {newWorkspace.dialog}
    </>
  );
}

/** What makes a workspace: an item for the inside of a menu, and its dialog for the outside, where it stays when the menu closes. */
export function useNewWorkspace() {
  const { role } = useSession();
  const [isOpen, dialog] = useDisclosure(false);
  const { goTo } = useGoTo();
  return {
    item:
      role === "viewer" ? null : (
        <Menu.Item leftSection={<IconPlus size={16} />} onClick={dialog.open}>
          New workspace
        </Menu.Item>
      ),
    dialog: isOpen ? (
      <Suspense fallback={null}>
        <NewWorkspace onClose={dialog.close} onCreated={goTo} />
      </Suspense>
    ) : null,
  };
}

/** The person's workspaces, for the inside of a menu. */
export function WorkspaceItems() {
  const workspaces = useWorkspaces().data?.workspaces ?? [];
  const { goTo, isPending, error } = useGoTo();
  return (
    <>
      <Menu.Label>Your workspaces</Menu.Label>
      {workspaces.map((place) => (
        <Menu.Item
          key={place.slug}
          disabled={isPending}
          rightSection={place.is_present ? <IconCheck size={16} aria-label="Shown" /> : undefined}
          onClick={() => (place.is_present ? undefined : goTo(place.slug))}
        >
          {place.name}
        </Menu.Item>
      ))}
      {error != null && <Menu.Label role="alert">{problemOf(error).message}</Menu.Label>}
    </>
  );
}

function useGoTo() {
  const move = useSwitchWorkspace();
  const goTo = (slug: string) =>
    // From the start: nothing of the other workspace may stay on the screen.
    move.mutate({ body: { slug } }, { onSuccess: () => globalThis.location.assign("/") });
  return { goTo, isPending: move.isPending, error: move.error };
}
