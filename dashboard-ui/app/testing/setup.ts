import { configure } from "@testing-library/dom";
import { cleanup } from "@testing-library/react";
import { afterAll, afterEach, beforeEach, vi } from "vitest";
import { forgetAnswers } from "./answers";

// A busy machine is slow, and a whole page in a failure helps nobody.
configure({
  asyncUtilTimeout: 15_000,
  getElementError: (message) => new Error(message ?? "not found"),
});

beforeEach(() => {
  localStorage.clear();
  forgetAnswers();
});

afterEach(cleanup);

// The first touch fetches the code of every page; a file that ends earlier must not take the ground from under it.
afterAll(() => vi.dynamicImportSettled());
