import type { Role } from "../../api/types";

/** What each role may do, in the order in which they are offered. */
export const ROLES: readonly { value: Role; label: string; what: string }[] = [
  { value: "viewer", label: "Viewer", what: "Looks at everything, changes nothing" },
  { value: "editor", label: "Editor", what: "Handles alerts and edits metadata as well" },
  { value: "owner", label: "Owner", what: "Manages people, keys and settings as well" },
];

export function roleOf(value: string | null): Role {
  return ROLES.find((role) => role.value === value)?.value ?? "viewer";
}

export function labelOf(role: string): string {
  return ROLES.find(({ value }) => value === role)?.label ?? role;
}
