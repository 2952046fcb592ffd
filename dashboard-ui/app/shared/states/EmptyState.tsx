import type { ReactNode } from "react";
import "./states.css";

interface EmptyStateProps {
  readonly title: string;
  /** What would be here, and how to get it. */
  readonly children?: ReactNode;
}

/** Nothing to show is an answer, too: says what would be here and how to get it. */
export function EmptyState({ title, children }: EmptyStateProps) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      {children}
    </div>
  );
}
