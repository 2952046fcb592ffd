import { Button } from "@mantine/core";
import type { DeadLetter } from "../../api/types";
import { exactCount } from "../../shared/format/numbers";
import { Age } from "../../shared/table/Age";
import type { Column } from "../../shared/table/DataTable";

export function idOf(letter: DeadLetter): string {
  return `${letter.topic}/${letter.partition}/${letter.offset}`;
}

export function deadLetterColumns(onReplay: (letter: DeadLetter) => void, isBusy: boolean): Column<DeadLetter>[] {
  return [
    { id: "at", header: "Put aside", width: 120, cell: (letter) => <Age at={letter.at} /> },
    { id: "reason", header: "Reason", cell: (letter) => <span title={letter.reason}>{letter.reason}</span> },
    {
      id: "position",
      header: "From",
      hideBelow: "tablet",
      cell: (letter) => `${letter.original_topic}, ${letter.original_partition}, ${letter.original_offset}`,
    },
    {
      id: "size",
      header: "Bytes",
      isNumeric: true,
      hideBelow: "desktop",
      cell: (letter) => exactCount(letter.size_bytes),
    },
    {
      id: "replay",
      header: "Replay",
      isHeaderHidden: true,
      isNumeric: true,
      cell: (letter) =>
        letter.replayed_at == null ? (
          <Button
            variant="subtle"
            size="compact-xs"
            disabled={isBusy}
            aria-label={`Replay ${idOf(letter)}`}
            onClick={() => onReplay(letter)}
          >
            Replay
          </Button>
        ) : (
          <span className="cell-mute">
            Sent again <Age at={letter.replayed_at} />
          </span>
        ),
    },
  ];
}
