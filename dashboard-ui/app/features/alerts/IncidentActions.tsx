import { Alert, Button, Group, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import {
  useAcceptIncident,
  useAcknowledgeIncident,
  useCommentIncident,
  useResolveIncident,
} from "../../api/alertHooks";
import { problemOf } from "../../api/problem";
import type { Incident } from "../../api/types";

/** Say that somebody is at it, end it by hand, or live with it. */
export function IncidentActions({ incident }: { readonly incident: Incident }) {
  const acknowledge = useAcknowledgeIncident();
  const resolve = useResolveIncident();
  const accept = useAcceptIncident();
  const it = { params: { path: { id: incident.id } } };
  const failed = [acknowledge, resolve, accept].find((action) => action.isError);
  return incident.closed_at !== null ? null : (
    <Group gap={8} className="incident__actions">
      {incident.acknowledged_at === null && (
        <Button size="xs" loading={acknowledge.isPending} onClick={() => acknowledge.mutate(it)}>
          Acknowledge
        </Button>
      )}
      <Button
        size="xs"
        variant="default"
        loading={resolve.isPending}
        title="If the condition still holds, the next two breaches open another."
        onClick={() => resolve.mutate(it)}
      >
        Resolve
      </Button>
      {incident.condition === "confidence_drop" && (
        <Button
          size="xs"
          variant="default"
          loading={accept.isPending}
          title="Ends the incident. What is ordinary is learned anew from where it began, and judged against once 12 hours are known."
          onClick={() => accept.mutate(it)}
        >
          Take as the new normal
        </Button>
      )}
      {failed !== undefined && (
        <Alert color="red" role="alert" py={4}>
          {problemOf(failed.error).message}
        </Alert>
      )}
    </Group>
  );
}

/** A line for those who look at it next. */
export function CommentForm({ incidentId }: { readonly incidentId: string }) {
  const comment = useCommentIncident();
  const [text, setText] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    comment.mutate(
      { params: { path: { id: incidentId } }, body: { text: text.trim() } },
      { onSuccess: () => setText("") },
    );
  };
  return (
    <form onSubmit={submit} className="comment-form">
      <Textarea
        aria-label="Comment"
        placeholder="What you found, or what is being done"
        rows={2}
        resize="vertical"
        value={text}
        error={comment.isError && problemOf(comment.error).message}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" size="xs" variant="default" loading={comment.isPending} disabled={text.trim() === ""}>
        Comment
      </Button>
    </form>
  );
}
