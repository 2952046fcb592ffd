interface TagsProps {
  readonly tags: readonly string[];
  readonly most?: number;
}

/** The first few words of a list, the others on hover. */
export function Tags({ tags, most = 2 }: TagsProps) {
  if (tags.length === 0) {
    return <span className="cell-mute">–</span>;
  }
  const others = tags.slice(most);
  return (
    <span className="cell-tags">
      {tags.slice(0, most).map((tag) => (
        <span key={tag} className="tag">
          {tag}
        </span>
      ))}
      {others.length > 0 && (
        <span className="tag" title={others.join(", ")}>
          +{others.length}
        </span>
      )}
    </span>
  );
}
