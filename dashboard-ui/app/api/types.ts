import type { paths as AlertPaths } from "./alert.gen";
import type { paths as QueryPaths } from "./query.gen";
import type { paths as StatsPaths } from "./stats.gen";

type Paths = QueryPaths & AlertPaths & StatsPaths;

/** What the API answers, by the words of the glossary. Taken from the paths, whatever the schemas are called. */
type Answer<P extends keyof Paths> = Paths[P] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

export type Session = Answer<"/api/v1/session">;
export type Overview = Answer<"/api/v1/overview">;
export type Bucket = Overview["series"][number];
export type Figure = Overview["requests"];
export type Models = Answer<"/api/v1/models">;
export type Model = Models["models"][number];
export type Inferences = Answer<"/api/v1/inferences">;
export type Inference = Inferences["inferences"][number];
export type Prediction = Inference["predictions"][number];
export type Device = Answer<"/api/v1/devices">["devices"][number];
export type DeviceState = Answer<"/api/v1/devices/states">["devices"][number];
export type ApiKey = Answer<"/api/v1/api-keys">["api_keys"][number];
export type Scope = ApiKey["scopes"][number];
export type Integrity = Answer<"/api/v1/operations/integrity">;
export type DeadLetter = Answer<"/api/v1/operations/dead-letters">["letters"][number];
