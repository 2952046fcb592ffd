import { formatAge, formatFull } from "../format/times";
import { useNow } from "../window/useNow";

/** "12 s ago", with the exact moment on hover. */
export function Age({ at }: { readonly at: string | null | undefined }) {
  const now = useNow();
  return at == null ? (
    <span className="cell-mute">–</span>
  ) : (
    <time dateTime={at} title={formatFull(at)}>
      {formatAge(at, now)}
    </time>
  );
}
