import { useHotkeys } from "@mantine/hooks";
import { spotlight } from "@mantine/spotlight";
import { useRef } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { keptSearch } from "../../shared/window/timeWindow";
import { PLACES } from "./places";

const SEQUENCE_MS = 1_200;

/** `⌘K` opens the command menu, `/` finds, `?` helps, `g` and a letter goes. */
export function useFrameKeys(onHelp: () => void) {
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const goPressedAt = useRef(0);
  useHotkeys([
    // Here and not in the menu, whose code comes with the first key.
    ["mod+K", () => spotlight.open()],
    ["/", () => focusSearch() || spotlight.open()],
    ["shift+?", onHelp],
    ["?", onHelp],
    [
      "g",
      (event) => {
        goPressedAt.current = event.timeStamp;
      },
    ],
    ...PLACES.map((place): [string, (event: KeyboardEvent) => void, { preventDefault: boolean }] => [
      place.key,
      (event) => {
        if (event.timeStamp - goPressedAt.current < SEQUENCE_MS && goPressedAt.current > 0) {
          goPressedAt.current = 0;
          void navigate(`${place.path}${keptSearch(search)}`);
        }
      },
      { preventDefault: false },
    ]),
  ]);
}

/** The page's own search field, where there is one. */
function focusSearch(): boolean {
  const field = document.querySelector<HTMLInputElement>("main input[type=search]");
  field?.focus();
  return field !== null;
}
