import { useSpace } from "../../api/hooks";
import type { Space } from "../../api/types";
import { formatBytes, formatShare } from "../../shared/format/numbers";
import { useSession } from "../../shared/session/SessionContext";
import { Mark } from "../../shared/states/Mark";
import { ProblemNotice } from "../../shared/states/ProblemNotice";
import { Age } from "../../shared/table/Age";

const LEVELS = {
  enough: { word: "Enough", tone: "good" },
  short: { word: "Short", tone: "warn" },
  no_images: { word: "No images", tone: "bad" },
  unknown: { word: "Not known", tone: "plain" },
} as const;

/** How much room is left; for owners, who can see to it. */
export function Room() {
  const { role } = useSession();
  return role === "owner" ? <RoomLeft /> : null;
}

function RoomLeft() {
  const space = useSpace(true);
  return (
    <div className="integrity__block">
      <h3>Room</h3>
      <p>Before a disk is full, images are not taken any more, so that inferences still are.</p>
      {space.isError && space.data === undefined ? (
        <div className="panel">
          <ProblemNotice
            what="How much room is left could not be loaded."
            error={space.error}
            onRetry={() => void space.refetch()}
          />
        </div>
      ) : (
        <Left space={space.data} />
      )}
    </div>
  );
}

function Left({ space }: { readonly space: Space | undefined }) {
  return (
    <div className="panel verdict" aria-busy={space === undefined}>
      <strong className="verdict__mark">
        <Mark {...LEVELS[space?.level ?? "unknown"]} />
      </strong>
      <p className="verdict__summary">
        {space?.as_of == null ? (
          "Nobody has looked yet."
        ) : (
          <>
            Looked at <Age at={space.as_of} />
          </>
        )}
      </p>
      <dl className="verdict__figures">
        <div>
          <dt>ClickHouse's disk, free</dt>
          <dd className="numeric">{formatShare(space?.disk_free)}</dd>
        </div>
        {space?.image_budget_bytes != null && (
          <div>
            <dt>Images, of {formatBytes(space.image_budget_bytes)}</dt>
            <dd className="numeric">{formatBytes(space.image_bytes)}</dd>
          </div>
        )}
      </dl>
    </div>
  );
}
