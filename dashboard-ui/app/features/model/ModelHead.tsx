import { Button, NativeSelect } from "@mantine/core";
import { IconArrowRight } from "@tabler/icons-react";
import { Link, useNavigate, useSearchParams } from "react-router";
import type { Model } from "../../api/types";
import { stableColour } from "../../shared/colour/stableColour";
import { formatModelType } from "../../shared/format/modelType";
import { Age } from "../../shared/table/Age";
import { inferencesOf, modelPath } from "../../shared/window/filteredSearch";
import { keptSearch } from "../../shared/window/timeWindow";
import { filterOf, nameOf, type ShownModel } from "./scope";

const ALL = "";

interface ModelHeadProps {
  readonly model: ShownModel;
  /** Undefined while they load. */
  readonly versions: readonly Model[] | undefined;
}

/** Which model it is, which versions there are to choose from, and the way to its inferences. */
export function ModelHead({ model, versions = [] }: ModelHeadProps) {
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const shown = versions.filter((one) => model.version === null || one.version === model.version);
  const type = shown.find((one) => one.model_type != null)?.model_type;
  const lastSeen = shown
    .map((one) => one.last_seen_at)
    .sort()
    .at(-1);
  const names = versions.flatMap((one) => (one.version == null ? [] : [one.version])).sort();
  const choosable = model.version === null || names.includes(model.version) ? names : [model.version, ...names];
  return (
    <header className="model-head">
      <div className="model-head__name">
        <Link to={`/models${keptSearch(search)}`}>Models</Link>
        <span aria-hidden="true">/</span>
        <span className="swatch" style={{ "--swatch": stableColour(nameOf(model)) }} aria-hidden="true" />
        <h2>{nameOf(model)}</h2>
      </div>
      {choosable.length > 0 && (
        <NativeSelect
          size="xs"
          aria-label="Version"
          className="model-head__version"
          data={[
            { value: ALL, label: "All versions" },
            ...choosable.map((name) => ({ value: name, label: `Version ${name}` })),
          ]}
          value={model.version ?? ALL}
          onChange={(event) => {
            const version = event.currentTarget.value;
            void navigate(modelPath(search, model.project, version === ALL ? null : version));
          }}
        />
      )}
      <p className="model-head__facts">
        {type != null && <span>{formatModelType(type)}</span>}
        {lastSeen !== undefined && (
          <span>
            Last seen <Age at={lastSeen} />
          </span>
        )}
      </p>
      <Button
        component={Link}
        to={inferencesOf(search, ...filterOf(model))}
        size="xs"
        variant="default"
        rightSection={<IconArrowRight size={14} />}
      >
        See all inferences
      </Button>
    </header>
  );
}
