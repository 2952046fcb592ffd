import { Alert, Button, PasswordInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useChangePassword, useEndOtherSessions, useEndSession, useSessions } from "../../api/peopleHooks";
import { problemOf } from "../../api/problem";
import type { SignedInSession } from "../../api/types";
import { formatFull } from "../../shared/format/times";
import { NewPassword } from "../../shared/password/NewPassword";
import { useSession } from "../../shared/session/SessionContext";
import { ProblemNotice } from "../../shared/states/ProblemNotice";
import { Age } from "../../shared/table/Age";
import { type Column, DataTable } from "../../shared/table/DataTable";
import "./settings.css";

/** What is the person's own: the password, and where they are signed in. */
export function Account() {
  return (
    <>
      <Sessions />
      <Password />
    </>
  );
}

function Sessions() {
  const sessions = useSessions();
  const end = useEndSession();
  const endOthers = useEndOtherSessions();
  const rows = sessions.data?.sessions;
  const failed = end.error ?? endOthers.error;
  return (
    <section className="settings" aria-labelledby="sessions">
      <header className="settings__head">
        <div>
          <h2 id="sessions">Signed in on</h2>
          <p>If you do not know one of these, sign it out and change your password.</p>
        </div>
        {rows !== undefined && rows.length > 1 && (
          <Button variant="default" size="sm" loading={endOthers.isPending} onClick={() => endOthers.mutate({})}>
            Sign out everywhere else
          </Button>
        )}
      </header>
      <div className="panel">
        {sessions.isError && rows === undefined ? (
          <ProblemNotice
            what="Your sessions could not be loaded."
            error={sessions.error}
            onRetry={() => void sessions.refetch()}
          />
        ) : (
          <DataTable
            label="Sessions"
            columns={columnsOf((id) => end.mutate({ params: { path: { id } } }))}
            rows={rows}
            idOf={(session) => session.id}
          />
        )}
      </div>
      <p className="settings__note" role="status">
        {failed == null ? "" : problemOf(failed).message}
      </p>
    </section>
  );
}

function columnsOf(onEnd: (id: string) => void): Column<SignedInSession>[] {
  return [
    {
      id: "browser",
      header: "Browser",
      cell: (session) => (
        <span className="key-name">
          {session.browser}
          {session.is_present && <span className="cell-mute"> (this one)</span>}
        </span>
      ),
    },
    { id: "address", header: "Address", hideBelow: "phone", cell: (session) => session.address },
    { id: "workspace", header: "Workspace", hideBelow: "tablet", cell: (session) => session.workspace },
    {
      id: "used",
      header: "Last used",
      cell: (session) => (
        <span title={`Signed in ${formatFull(session.signed_in_at)}`}>
          <Age at={session.last_used_at} />
        </span>
      ),
    },
    {
      id: "end",
      header: "Sign out",
      isHeaderHidden: true,
      isNumeric: true,
      cell: (session) =>
        session.is_present ? null : (
          <Button
            variant="subtle"
            color="red"
            size="compact-xs"
            aria-label={`Sign out ${session.browser}`}
            onClick={() => onEnd(session.id)}
          >
            Sign out
          </Button>
        ),
    },
  ];
}

function Password() {
  const { person } = useSession();
  const change = useChangePassword();
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const problem = change.isError ? problemOf(change.error) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(
      { body: { current_password: current, password } },
      {
        onSuccess: () => {
          setCurrent("");
          setPassword("");
        },
      },
    );
  };
  return (
    <section className="settings" aria-labelledby="password">
      <header className="settings__head settings__second">
        <div>
          <h2 id="password">Password</h2>
          <p>A new one signs you out everywhere else.</p>
        </div>
      </header>
      <form className="panel settings__form" onSubmit={submit} aria-label="Password">
        {problem !== null && problem.field === null && (
          <Alert color="red" role="alert">
            {problem.message}
          </Alert>
        )}
        {change.isSuccess && (
          <Alert color="green" role="status">
            Changed. You are signed out everywhere else.
          </Alert>
        )}
        <PasswordInput
          label="Present password"
          name="current-password"
          autoComplete="current-password"
          visibilityToggleButtonProps={{ "aria-label": "Show what is typed" }}
          required
          withAsterisk={false}
          size="md"
          value={current}
          error={problem?.field === "current_password" ? "This is not your present password." : null}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <NewPassword
          label="New password"
          value={password}
          onChange={setPassword}
          email={person.email}
          error={problem?.field === "password" ? problem.message : null}
        />
        <div>
          <Button type="submit" loading={change.isPending}>
            Change password
          </Button>
        </div>
      </form>
    </section>
  );
}
