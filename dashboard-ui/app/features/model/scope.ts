/** A model that a page is about: all versions, or one. */
export interface ShownModel {
  readonly project: string;
  /** Null for all. */
  readonly version: string | null;
}

export function scopeOf({ project, version }: ShownModel) {
  return version === null ? { project } : { project, version };
}

/** "hard-hat/3" */
export function nameOf({ project, version }: ShownModel): string {
  return version === null ? project : `${project}/${version}`;
}

/** What narrows inferences down to the model. */
export function filterOf(model: ShownModel): ["project" | "model_id", string] {
  return model.version === null ? ["project", model.project] : ["model_id", nameOf(model)];
}
