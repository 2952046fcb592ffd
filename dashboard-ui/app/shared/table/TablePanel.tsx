import type { ReactNode } from "react";

interface TablePanelProps {
  readonly label: string;
  /** "6 models", when known. */
  readonly count?: string | undefined;
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

/** A table with its search, filters and count above it. */
export function TablePanel({ label, count, tools, children }: TablePanelProps) {
  return (
    <section className="panel table-panel" aria-label={label}>
      <header className="table-panel__head">
        {tools}
        {count !== undefined && (
          <span className="table-panel__count numeric" role="status">
            {count}
          </span>
        )}
      </header>
      {children}
    </section>
  );
}
