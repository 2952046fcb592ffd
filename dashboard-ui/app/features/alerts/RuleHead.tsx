import { IconArrowLeft } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Link } from "react-router";

interface RuleHeadProps {
  readonly title: string;
  readonly children?: ReactNode;
}

/** Which rule this is, and the way back to all of them. */
export function RuleHead({ title, children }: RuleHeadProps) {
  return (
    <header className="incident__head">
      <div>
        <Link to="/alerts/rules" className="alert-back">
          <IconArrowLeft size={14} aria-hidden="true" /> Rules
        </Link>
        <h2>{title}</h2>
      </div>
      {children}
    </header>
  );
}
