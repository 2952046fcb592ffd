import { IconDatabaseExclamation } from "@tabler/icons-react";
import { Link } from "react-router";
import { useSpace } from "../../api/hooks";
import { useSession } from "../../shared/session/SessionContext";

const WARNINGS = {
  short: "The installation is running out of room. Inferences and images are still taken.",
  no_images: "There is no room left for images: inferences are taken, their images are not.",
} as const;

/** Tells owners on every page that room runs out, since only they can see to it. */
export function SpaceBanner() {
  const { role } = useSession();
  const space = useSpace(role === "owner");
  const level = space.data?.level;
  return level === "short" || level === "no_images" ? (
    <div role="status" className="banner">
      <IconDatabaseExclamation size={16} aria-hidden="true" />
      <span>
        {WARNINGS[level]} <Link to="/settings/integrity">See how much is left</Link>
      </span>
    </div>
  ) : null;
}
