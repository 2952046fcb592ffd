import { ActionIcon, Slider } from "@mantine/core";
import { IconAlertTriangle, IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import type { Inference } from "../../api/types";
import { stableColour } from "../../shared/colour/stableColour";
import { useSession } from "../../shared/session/SessionContext";
import { AnnotatedImage } from "./AnnotatedImage";
import { Detections } from "./Detections";
import { Fields, FieldsMenu, useHiddenFields } from "./Fields";
import { type Field, fieldsOf, metadataFieldsOf } from "./fields";
import { MetadataEditor } from "./MetadataEditor";
import { SendAnImage } from "./SendAnImage";

interface InferenceDetailsProps {
  readonly inference: Inference;
  /** On a page of its own the image stands beside the rest, and large. */
  readonly isPage?: boolean;
}

const NONE: ReadonlySet<string> = new Set();

/** The story of one inference: what it saw, what it said, where it came from. */
export function InferenceDetails({ inference, isPage = false }: InferenceDetailsProps) {
  const [pointed, setPointed] = useState<number | null>(null);
  const [least, setLeast] = useState(0);
  const [hidden, setHidden] = useState(NONE);
  const { hidden: hiddenFields, toggle, showAll } = useHiddenFields();
  const fields = fieldsOf(inference);
  const metadata = metadataFieldsOf(inference);
  const hasPredictions = inference.predictions.length > 0;
  return (
    <div className={isPage ? "inference inference--page" : "inference"}>
      <div className="inference__picture">
        <AnnotatedImage
          inference={inference}
          pointed={pointed}
          least={least}
          hidden={hidden}
          isHero={isPage}
          onPoint={setPointed}
        />
        {hasPredictions && (
          <div className="inference__layers">
            <ClassToggles inference={inference} hidden={hidden} onChange={setHidden} />
            <div className="least">
              <span>Fade below {least.toFixed(2)}</span>
              <Slider
                size="sm"
                w={140}
                min={0}
                max={1}
                step={0.05}
                label={null}
                value={least}
                onChange={setLeast}
                thumbLabel="Fade predictions below this confidence"
              />
            </div>
          </div>
        )}
        {!inference.has_image && <SendAnImage inferenceId={inference.inference_id} />}
      </div>
      <div className="inference__story">
        {inference.error != null && (
          <div className="inference-error" role="alert">
            <IconAlertTriangle size={16} aria-hidden="true" />
            <span>
              <strong>
                {inference.error.type || "Error"} {inference.error.status || ""}
              </strong>
              <br />
              {inference.error.message}
            </span>
          </div>
        )}
        {hasPredictions && (
          <Detections inference={inference} pointed={pointed} least={least} hidden={hidden} onPoint={setPointed} />
        )}
        <Fields
          title="Details"
          fields={fields}
          hidden={hiddenFields}
          tools={
            <FieldsMenu fields={[...fields, ...metadata]} hidden={hiddenFields} onToggle={toggle} onShowAll={showAll} />
          }
        />
        <Metadata inference={inference} fields={metadata} hidden={hiddenFields} />
      </div>
    </div>
  );
}

interface MetadataProps {
  readonly inference: Inference;
  readonly fields: readonly Field[];
  readonly hidden: readonly string[];
}

/** The customer's own fields, and for editors a way to change them. */
function Metadata({ inference, fields, hidden }: MetadataProps) {
  const { role } = useSession();
  const [isEdited, setEdited] = useState(false);
  if (isEdited) {
    return (
      <section aria-label="Metadata">
        <div className="section-head">
          <h3>Metadata</h3>
        </div>
        <MetadataEditor inference={inference} onDone={() => setEdited(false)} />
      </section>
    );
  }
  const mayEdit = role !== "viewer";
  return fields.length === 0 && !mayEdit ? null : (
    <Fields
      title="Metadata"
      fields={fields}
      hidden={hidden}
      tools={
        mayEdit && (
          <ActionIcon
            size={28}
            aria-label="Edit the metadata"
            title="Edit the metadata"
            onClick={() => setEdited(true)}
          >
            <IconPencil size={15} />
          </ActionIcon>
        )
      }
    />
  );
}

interface ClassTogglesProps {
  readonly inference: Inference;
  readonly hidden: ReadonlySet<string>;
  readonly onChange: (hidden: ReadonlySet<string>) => void;
}

/** The classes in the image, each to be taken out of it. */
function ClassToggles({ inference, hidden, onChange }: ClassTogglesProps) {
  const counts = new Map<string, number>();
  for (const { class: name } of inference.predictions) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const toggle = (name: string) => {
    const next = new Set(hidden);
    if (!next.delete(name)) {
      next.add(name);
    }
    onChange(next);
  };
  return (
    <fieldset className="class-toggles" aria-label="Classes in the image">
      {[...counts].map(([name, count]) => (
        <button
          key={name}
          type="button"
          className="class-chip"
          aria-pressed={!hidden.has(name)}
          title={hidden.has(name) ? "Show in the image" : "Hide in the image"}
          onClick={() => toggle(name)}
        >
          <span className="swatch" style={{ "--swatch": stableColour(name) }} aria-hidden="true" />
          {count > 1 ? `${name} × ${count}` : name}
        </button>
      ))}
    </fieldset>
  );
}
