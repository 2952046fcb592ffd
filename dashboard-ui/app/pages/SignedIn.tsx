import { Navigate, Outlet, useLocation } from "react-router";
import { useSessionQuery } from "../api/hooks";
import { problemOf } from "../api/problem";
import { SessionProvider } from "../shared/session/SessionContext";
import { ProblemNotice } from "../shared/states/ProblemNotice";
import { TimeWindowProvider } from "../shared/window/TimeWindowContext";
import "./pages.css";

/** The pages behind the sign-in. Without a session it leads there, and from there back to the same address. */
export function SignedIn() {
  const session = useSessionQuery();
  const location = useLocation();

  if (session.data !== undefined) {
    return (
      <SessionProvider session={session.data}>
        <TimeWindowProvider>
          <Outlet />
        </TimeWindowProvider>
      </SessionProvider>
    );
  }
  if (session.isPending) {
    return <div className="blank" role="status" aria-label="Loading" />;
  }
  if (problemOf(session.error).isSignedOut) {
    const here = location.pathname + location.search;
    return <Navigate to={here === "/" ? "/sign-in" : `/sign-in?return=${encodeURIComponent(here)}`} replace />;
  }
  return (
    <main className="alone">
      <ProblemNotice
        what="Your session could not be checked."
        error={session.error}
        onRetry={() => void session.refetch()}
      />
    </main>
  );
}
