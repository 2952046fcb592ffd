import type { LastReport, Refusal } from "../../api/types";

const KINDS: Readonly<Record<string, string>> = {
  pingback: "Report of an inference server",
  inferences: "Inferences",
  heartbeats: "Heartbeat",
  metadata: "Metadata",
  image: "Image",
  annotation: "Boxes for an image",
  usage: "A server's own counts",
  samples: "Samples of a video workflow",
};

/** What a kind of report is called. */
export function kindName(kind: LastReport["kind"]): string {
  return KINDS[kind] ?? kind;
}

interface Advice {
  readonly what: string;
  readonly whatToDo: string;
}

const TOO_FAST = "Send larger batches less often, or ask whoever runs this system for a higher rate.";
const LATER = "Nothing is wrong with the request; whoever sent it may send it again.";

const ADVICE: Readonly<Record<string, Advice>> = {
  "no-api-key": {
    what: "No key was sent",
    whatToDo: "Give the server one of the keys above as its API key, or send it as “Authorization: Bearer …”.",
  },
  "unknown-api-key": {
    what: "The key does not exist",
    whatToDo: "Compare its first characters with the keys above. A key of another system does not open this one.",
  },
  "mistyped-api-key": {
    what: "The key is mistyped",
    whatToDo: "Copy it again: whole, without quotes and without a space at either end.",
  },
  "revoked-api-key": { what: "The key is revoked", whatToDo: "Make a new one and give it to the server." },
  "expired-api-key": { what: "The key has expired", whatToDo: "Make a new one and give it to the server." },
  "wrong-scope": {
    what: "The key does not open this",
    whatToDo: "Reporting takes a key with the scope “ingest”, reading one with “read”.",
  },
  "other-workspace": {
    what: "The address names another workspace",
    whatToDo: "Use this workspace's name in the address, or a key of the workspace that is meant.",
  },
  "rate-limited": { what: "The workspace reports too fast", whatToDo: TOO_FAST },
  "image-rate-limited": {
    what: "The device sends too many images",
    whatToDo: "Send a sample of them, or only those that somebody should see.",
  },
  "image-quota": {
    what: "The quota for images is used up",
    whatToDo: "Send fewer or smaller images, or wait until tomorrow. Images that are stored already cost nothing.",
  },
  "too-large": { what: "The request is too large", whatToDo: "Send it in parts." },
  "log-unavailable": { what: "The log did not take it", whatToDo: LATER },
  "image-store-unavailable": { what: "The store of images did not take it", whatToDo: LATER },
  "unknown-image": { what: "There is no such image", whatToDo: "Boxes name the id that the upload was answered with." },
};

/** A refusal in plain words: what was wrong, and what to do about it. */
export function adviceOn(refusal: Pick<Refusal, "reason" | "detail">): Advice {
  const advice = ADVICE[refusal.reason];
  if (advice !== undefined) {
    return advice;
  }
  switch (refusal.reason) {
    case "malformed-body":
      return { what: "The body cannot be read", whatToDo: refusal.detail };
    case "invalid-input":
    case "invalid-request":
      return { what: "Something in the body is wrong", whatToDo: refusal.detail };
    case "rejected-in-part":
      return { what: "A part was refused, the rest was taken", whatToDo: refusal.detail };
    default:
      return { what: refusal.reason.replaceAll("-", " "), whatToDo: refusal.detail };
  }
}
