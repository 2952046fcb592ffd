import { ActionIcon } from "@mantine/core";
import { IconBraces, IconDownload, IconMaximize } from "@tabler/icons-react";
import { Link, useSearchParams } from "react-router";
import { imageUrl } from "../../api/inferenceHooks";
import type { Inference } from "../../api/types";
import { CopyAction } from "../../shared/copy/CopyAction";
import { linkTo, pageOf } from "./opened";
import { saveFile } from "./saveFile";

interface InferenceActionsProps {
  readonly inference: Inference;
  readonly isPage?: boolean;
}

/** What can be done with one inference: taken along, handed on, looked at on a page of its own. */
export function InferenceActions({ inference, isPage = false }: InferenceActionsProps) {
  const [search] = useSearchParams();
  const saveJson = () =>
    saveFile(
      new Blob([`${JSON.stringify(inference, null, 2)}\n`], { type: "application/json" }),
      `${inference.inference_id}.json`,
    );
  return (
    <>
      {inference.has_image && (
        <ActionIcon
          component="a"
          href={imageUrl(inference.inference_id)}
          download={inference.inference_id}
          size={28}
          aria-label="Download the image"
          title="Download the image"
        >
          <IconDownload size={16} />
        </ActionIcon>
      )}
      <ActionIcon size={28} aria-label="Download as JSON" title="Download as JSON" onClick={saveJson}>
        <IconBraces size={16} />
      </ActionIcon>
      <CopyAction text={() => globalThis.location.origin + linkTo(inference)} label="Copy link" />
      {!isPage && (
        <ActionIcon
          component={Link}
          to={pageOf(search, inference)}
          size={28}
          aria-label="Open the page"
          title="Open the page"
        >
          <IconMaximize size={16} />
        </ActionIcon>
      )}
    </>
  );
}
