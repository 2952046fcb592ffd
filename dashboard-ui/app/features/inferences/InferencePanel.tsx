import { Drawer, Skeleton } from "@mantine/core";
import { useNavigate, useSearchParams } from "react-router";
import { useInference } from "../../api/inferenceHooks";
import { ModelName } from "../../shared/colour/ModelName";
import { ProblemNotice } from "../../shared/states/ProblemNotice";
import { InferenceActions } from "./InferenceActions";
import { InferenceDetails } from "./InferenceDetails";
import { opened, withInference } from "./opened";
import "./inferences.css";

/** The side panel with the inference that the address names; the list beside it stays in use. */
export function InferencePanel() {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const open = opened(search);
  return (
    <Drawer.Root
      opened={open !== null}
      onClose={() => navigate({ search: withInference(search, null).toString() })}
      position="right"
      size={560}
      lockScroll={false}
      trapFocus={false}
      closeOnClickOutside={false}
      transitionProps={{ duration: 120 }}
    >
      <Drawer.Content classNames={{ content: "inference-panel" }} aria-label="Inference">
        {open !== null && <Opened inferenceId={open.inference_id} responseIndex={open.response_index} />}
      </Drawer.Content>
    </Drawer.Root>
  );
}

interface OpenedProps {
  readonly inferenceId: string;
  readonly responseIndex: number;
}

function Opened({ inferenceId, responseIndex }: OpenedProps) {
  const inference = useInference(inferenceId, responseIndex);
  return (
    <>
      <div className="inference-panel__head">
        <h2 className="inference-panel__title">
          {inference.data === undefined ? "Inference" : <ModelName modelId={inference.data.model_id} />}
        </h2>
        {inference.data !== undefined && <InferenceActions inference={inference.data} />}
        <Drawer.CloseButton aria-label="Close" size={28} />
      </div>
      <div className="inference-panel__body">
        {inference.isError && (
          <ProblemNotice
            what="This inference could not be loaded."
            error={inference.error}
            onRetry={() => void inference.refetch()}
          />
        )}
        {inference.isPending && (
          <div aria-hidden="true">
            <Skeleton height={292} radius={8} mb={16} />
            <Skeleton height={14} width="60%" mb={12} />
            <Skeleton height={14} width="80%" mb={12} />
            <Skeleton height={14} width="50%" />
          </div>
        )}
        {inference.data !== undefined && <InferenceDetails key={inferenceId} inference={inference.data} />}
      </div>
    </>
  );
}
