import { Alert, Button, NumberInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useChangeRetention, useRetention } from "../../api/peopleHooks";
import { problemOf } from "../../api/problem";
import type { Retention as Days } from "../../api/types";
import { useSession } from "../../shared/session/SessionContext";
import { ProblemNotice } from "../../shared/states/ProblemNotice";
import "./settings.css";

const FIELDS = [
  { name: "rows_days", label: "Inferences", says: "With heartbeats, metadata and boxes: what the list shows." },
  { name: "rollups_days", label: "Figures", says: "What charts and totals are made of." },
  { name: "images_days", label: "Images", says: "With their thumbnails." },
] as const;

/** For how many days the workspace keeps things. */
export function Retention() {
  const retention = useRetention();
  return (
    <section className="settings" aria-labelledby="retention">
      <header className="settings__head">
        <div>
          <h2 id="retention">Retention</h2>
          <p>
            For how many days this workspace keeps things: shorter than the installation does, never longer. What is too
            old is not shown any more at once, and gone from disk when no workspace wants the day or month it lies in.
          </p>
        </div>
      </header>
      {retention.isError && retention.data === undefined ? (
        <div className="panel">
          <ProblemNotice
            what="For how long things are kept could not be loaded."
            error={retention.error}
            onRetry={() => void retention.refetch()}
          />
        </div>
      ) : (
        retention.data !== undefined && <DaysForm kept={retention.data} />
      )}
    </section>
  );
}

function DaysForm({ kept }: { readonly kept: Days }) {
  const isOwner = useSession().role === "owner";
  const change = useChangeRetention();
  const [days, setDays] = useState<Days>(kept);
  const problem = change.isError ? problemOf(change.error) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ body: days });
  };
  return (
    <form className="panel settings__form" onSubmit={submit} aria-label="Retention">
      {problem !== null && problem.field === null && (
        <Alert color="red" role="alert">
          {problem.message}
        </Alert>
      )}
      {change.isSuccess && (
        <Alert color="green" role="status">
          Changed. What is older is not shown any more.
        </Alert>
      )}
      {FIELDS.map(({ name, label, says }) => (
        <NumberInput
          key={name}
          label={`${label}, days`}
          description={says}
          placeholder="As the installation"
          min={name === "images_days" ? 1 : 2}
          max={3650}
          allowDecimal={false}
          disabled={!isOwner}
          size="md"
          value={days[name] ?? ""}
          error={problem?.field === name ? problem.message : null}
          onChange={(value) => setDays({ ...days, [name]: typeof value === "number" ? value : null })}
        />
      ))}
      {isOwner ? (
        <div>
          <Button type="submit" loading={change.isPending}>
            Save
          </Button>
        </div>
      ) : (
        <p className="settings__note">Only owners change this.</p>
      )}
    </form>
  );
}
