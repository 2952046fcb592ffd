import "./mark.css";

const SHAPES = {
  good: <circle cx="6" cy="6" r="4.5" />,
  warn: <path d="M6 1.2 11.2 10.6H.8Z" />,
  bad: <rect x="1.5" y="1.5" width="9" height="9" rx="1" />,
  plain: <path d="M6 .8 11.2 6 6 11.2.8 6Z" />,
} as const;

interface MarkProps {
  readonly tone: keyof typeof SHAPES;
  readonly word: string;
  readonly title?: string | undefined;
}

/** A state by word and shape as well as by colour. */
export function Mark({ tone, word, title }: MarkProps) {
  return (
    <span className="state" data-tone={tone} title={title}>
      <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
        {SHAPES[tone]}
      </svg>
      {word}
    </span>
  );
}
