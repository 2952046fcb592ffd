import { Modal } from "@mantine/core";
import { PLACES } from "./places";

interface ShortcutHelpProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

const SHORTCUTS: readonly (readonly [string, string])[] = [
  ["⌘ K", "Search and jump"],
  ["/", "Find on this page"],
  ["j", "Next row"],
  ["k", "Previous row"],
  ["↵", "Open the row"],
  ["x", "Select the row"],
  ["Esc", "Close"],
  ["?", "This help"],
];

export function ShortcutHelp({ isOpen, onClose }: ShortcutHelpProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="Keyboard shortcuts" size="sm">
      <dl className="shortcuts">
        {[...SHORTCUTS, ...PLACES.map((place) => [`g ${place.key}`, `Go to ${place.name}`] as const)].map(
          ([keys, what]) => (
            <div key={keys}>
              <dt>{what}</dt>
              <dd>
                {keys.split(" ").map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dd>
            </div>
          ),
        )}
      </dl>
    </Modal>
  );
}
