import { ActionIcon, Button, Popover, TextInput } from "@mantine/core";
import { IconBookmark, IconTrash } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { useNavigate } from "react-router";
import { useRemoveSavedView, useSavedViews, useSaveView } from "../../api/inferenceHooks";
import { problemOf } from "../../api/problem";
import { withInference } from "./opened";

/** Views that this person keeps: filters and a span of time under a name. */
export function ViewsMenu({ search }: { readonly search: URLSearchParams }) {
  const [isOpen, setOpen] = useState(false);
  const navigate = useNavigate();
  const views = useSavedViews(isOpen);
  const remove = useRemoveSavedView();
  const saved = views.data?.saved_views ?? [];
  const failed = [views, remove].find((one) => one.isError);
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={300} shadow="md" trapFocus>
      <Popover.Target>
        <ActionIcon
          size={30}
          variant="default"
          aria-label="Saved views"
          title="Saved views"
          onClick={() => setOpen(!isOpen)}
        >
          <IconBookmark size={16} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label="Saved views">
        {failed !== undefined && (
          <p role="alert" className="views__problem">
            {problemOf(failed.error).message}
          </p>
        )}
        {views.data !== undefined && saved.length === 0 && (
          <p className="views__empty">Save the filters and the time range of this page, and come back to them here.</p>
        )}
        <ul className="views">
          {saved.map((view) => (
            <li key={view.id}>
              <button
                type="button"
                className="views__open"
                onClick={() => {
                  setOpen(false);
                  void navigate(`/inferences?${view.search}`);
                }}
              >
                {view.name}
              </button>
              <ActionIcon
                size={26}
                aria-label={`Forget ${view.name}`}
                onClick={() => remove.mutate({ params: { path: { id: view.id } } })}
              >
                <IconTrash size={14} />
              </ActionIcon>
            </li>
          ))}
        </ul>
        <SaveView search={withInference(search, null).toString()} />
      </Popover.Dropdown>
    </Popover>
  );
}

function SaveView({ search }: { readonly search: string }) {
  const [name, setName] = useState("");
  const save = useSaveView();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ body: { name: name.trim(), search } }, { onSuccess: () => setName("") });
  };
  return (
    <form className="views__save" onSubmit={submit}>
      <TextInput
        size="xs"
        aria-label="Name of the view"
        placeholder="Save this view as…"
        maxLength={80}
        value={name}
        error={save.isError && problemOf(save.error).message}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button size="xs" type="submit" loading={save.isPending} disabled={name.trim() === ""}>
        Save
      </Button>
    </form>
  );
}
