import type { ReactNode } from "react";
import "./facts.css";

/** What is known of one thing, name by name. */
export function Facts({ children }: { readonly children: ReactNode }) {
  return <dl className="panel fact-list">{children}</dl>;
}

interface FactProps {
  readonly name: string;
  /** What the fact means, or where it comes from. */
  readonly remark?: string | undefined;
  readonly title?: string | undefined;
  readonly children: ReactNode;
}

export function Fact({ name, remark, title, children }: FactProps) {
  return (
    <div title={title}>
      <dt>{name}</dt>
      <dd className="numeric">{children}</dd>
      {remark !== undefined && <dd className="fact-list__remark numeric">{remark}</dd>}
    </div>
  );
}
