import { CopyAction } from "./CopyAction";
import "./code-block.css";

interface CodeBlockProps {
  readonly code: string;
  readonly label: string;
}

/** Something to paste into a terminal. */
export function CodeBlock({ code, label }: CodeBlockProps) {
  return (
    <div className="code-block">
      <pre>
        <code>{code}</code>
      </pre>
      <CopyAction text={() => code} label={`Copy ${label}`} />
    </div>
  );
}
