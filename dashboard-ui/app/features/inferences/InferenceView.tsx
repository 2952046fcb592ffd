import { Skeleton } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { Link, useSearchParams } from "react-router";
import { useInference } from "../../api/inferenceHooks";
import { problemOf } from "../../api/problem";
import type { Inference } from "../../api/types";
import { ModelName } from "../../shared/colour/ModelName";
import { formatFull } from "../../shared/format/times";
import { EmptyState } from "../../shared/states/EmptyState";
import { ProblemNotice } from "../../shared/states/ProblemNotice";
import { FilmStrip } from "./FilmStrip";
import { InferenceActions } from "./InferenceActions";
import { InferenceDetails } from "./InferenceDetails";
import { keyOf, opened, withInference } from "./opened";
import "./inferences.css";

/** Never asked for. */
const NOBODY = { inference_id: "", response_index: 0 };

/** One inference on a page of its own, named by the address. */
export function InferenceView() {
  const [search] = useSearchParams();
  const named = opened(search);
  const inference = useInference(named ?? NOBODY, named !== null);
  const back = `/inferences?${withInference(search, null)}`;
  if (inference.data !== undefined) {
    return <Loaded inference={inference.data} back={back} />;
  }
  if (named === null || problemOf(inference.error).status === 404) {
    return (
      <EmptyState title="There is no such inference">
        <p>
          It may be older than what is kept. <Link to={back}>All inferences</Link>
        </p>
      </EmptyState>
    );
  }
  return inference.isError ? (
    <ProblemNotice
      what="This inference could not be loaded."
      error={inference.error}
      onRetry={() => void inference.refetch()}
    />
  ) : (
    <div role="status" aria-label="Loading">
      <Skeleton height={36} mb={16} width="40%" />
      <Skeleton height={480} />
    </div>
  );
}

function Loaded({ inference, back }: { readonly inference: Inference; readonly back: string }) {
  return (
    <article aria-labelledby="inference">
      <header className="inference__head">
        <div>
          <Link to={back} className="inference__back">
            <IconArrowLeft size={14} aria-hidden="true" /> Inferences
          </Link>
          <h2 id="inference">
            <ModelName modelId={inference.model_id} />
          </h2>
          <p>
            <time dateTime={inference.occurred_at}>{formatFull(inference.occurred_at)}</time>
          </p>
        </div>
        <InferenceActions inference={inference} isPage />
      </header>
      <InferenceDetails key={keyOf(inference)} inference={inference} isPage />
      <FilmStrip inference={inference} />
    </article>
  );
}
