import { ActionIcon, Drawer, Skeleton } from "@mantine/core";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import { useInference } from "../../api/inferenceHooks";
import type { Inference, NamedInference } from "../../api/types";
import { ModelName } from "../../shared/colour/ModelName";
import { ProblemNotice } from "../../shared/states/ProblemNotice";
import { useAround } from "./FilmStrip";
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
        {open !== null && <Opened named={open} />}
      </Drawer.Content>
    </Drawer.Root>
  );
}

function Opened({ named }: { readonly named: NamedInference }) {
  const inference = useInference(named);
  return (
    <>
      <div className="inference-panel__head">
        <h2 className="inference-panel__title">
          {inference.data === undefined ? "Inference" : <ModelName modelId={inference.data.model_id} />}
        </h2>
        {inference.data !== undefined && (
          <>
            <Steps inference={inference.data} />
            <InferenceActions inference={inference.data} />
          </>
        )}
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
        {inference.data !== undefined && <InferenceDetails key={named.inference_id} inference={inference.data} />}
      </div>
    </>
  );
}

/** To the newer and the older one in the list beside. */
function Steps({ inference }: { readonly inference: Inference }) {
  const [search] = useSearchParams();
  const { newer, older } = useAround(inference);
  const step = (to: Inference | undefined, label: string, icon: ReactNode) =>
    to === undefined ? (
      <ActionIcon size={28} aria-label={label} disabled>
        {icon}
      </ActionIcon>
    ) : (
      <ActionIcon
        component={Link}
        to={{ search: withInference(search, to).toString() }}
        size={28}
        aria-label={label}
        title={label}
      >
        {icon}
      </ActionIcon>
    );
  return (
    <>
      {step(newer[0], "Newer inference", <IconChevronUp size={16} />)}
      {step(older[0], "Older inference", <IconChevronDown size={16} />)}
    </>
  );
}
