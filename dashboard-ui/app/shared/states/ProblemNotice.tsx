import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { problemOf } from "../../api/problem";
import "./states.css";

interface ProblemNoticeProps {
  /** What failed, as a sentence: "The models could not be loaded." */
  readonly what: string;
  readonly error: unknown;
  readonly onRetry: () => void;
  /** What still works, when that is worth saying. */
  readonly consolation?: string;
}

/** What failed, why, what still works, and a way to try again. */
export function ProblemNotice({ what, error, onRetry, consolation }: ProblemNoticeProps) {
  const problem = problemOf(error);
  return (
    <div role="alert" className="notice">
      <IconAlertTriangle size={20} className="notice__icon" aria-hidden="true" />
      <div className="notice__text">
        <strong>{what}</strong>
        <p>
          {problem.message} {consolation}
        </p>
        {problem.requestId !== null && <p className="notice__id">Request {problem.requestId}</p>}
      </div>
      <Button variant="default" size="xs" onClick={onRetry}>
        Try again
      </Button>
    </div>
  );
}
