import { createContext, type ReactNode, useContext } from "react";
import type { Session } from "../../api/types";

const SessionContext = createContext<Session | null>(null);

interface SessionProviderProps {
  readonly session: Session;
  readonly children: ReactNode;
}

export function SessionProvider({ session, children }: SessionProviderProps) {
  return <SessionContext value={session}>{children}</SessionContext>;
}

/** Who is signed in, and to which workspace. Pages behind the sign-in always have one. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) {
    throw new Error("useSession outside of the signed-in pages");
  }
  return session;
}
