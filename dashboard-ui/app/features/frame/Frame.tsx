import { useDisclosure, useDocumentTitle, useLocalStorage } from "@mantine/hooks";
import { lazy, Suspense } from "react";
import { Outlet, useLocation } from "react-router";
import { useSession } from "../../shared/session/SessionContext";
import { useTouched } from "../../shared/window/useTouched";
import { OfflineBanner } from "./OfflineBanner";
import { placeOf } from "./places";
import { Rail } from "./Rail";
import { ShortcutHelp } from "./ShortcutHelp";
import { SpaceBanner } from "./SpaceBanner";
import { TopBar } from "./TopBar";
import { useFrameKeys } from "./useFrameKeys";
import "./frame.css";

const CommandMenu = lazy(async () => ({ default: (await import("./CommandMenu")).CommandMenu }));

/** What surrounds every page: the rail, the bar with the time range, the command menu and the keys. */
export function Frame() {
  const place = placeOf(useLocation().pathname);
  const { workspace } = useSession();
  useDocumentTitle(`${place.name} · ${workspace.name} · Sightline`);
  const [isNarrow, setNarrow] = useLocalStorage({ key: "sightline-rail", defaultValue: false });
  const [isHelpOpen, help] = useDisclosure(false);
  const isTouched = useTouched();
  useFrameKeys(help.open);

  return (
    <div className="frame" data-narrow={isNarrow || undefined}>
      <a href="#content" className="skip-link">
        Skip to content
      </a>
      <Rail isNarrow={isNarrow} onToggle={() => setNarrow(!isNarrow)} />
      <div className="frame__page">
        <OfflineBanner />
        <SpaceBanner />
        <TopBar place={place} onHelp={help.open} />
        <main id="content" className="frame__content" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      {isTouched && (
        <Suspense>
          <CommandMenu />
        </Suspense>
      )}
      <ShortcutHelp isOpen={isHelpOpen} onClose={help.close} />
    </div>
  );
}
