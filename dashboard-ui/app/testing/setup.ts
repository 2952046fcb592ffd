import { configure } from "@testing-library/dom";
import { cleanup } from "@testing-library/react";
import { afterEach, beforeEach } from "vitest";
import { forgetAnswers } from "./answers";

// A busy machine is slow, and a whole page in a failure helps nobody.
configure({
  asyncUtilTimeout: 5_000,
  getElementError: (message) => new Error(message ?? "not found"),
});

beforeEach(() => {
  localStorage.clear();
  forgetAnswers();
});

afterEach(cleanup);
