import { render } from "@testing-library/react";
import { expect, test } from "vitest";
import { Sparkline } from "./Sparkline";

function pathsOf(values: readonly (number | null)[], kind: "bars" | "line", isScaled = false): (string | null)[] {
  const { container } = render(
    <Sparkline values={values} colour="accent" kind={kind} height={23} isScaled={isScaled} />,
  );
  return [...container.querySelectorAll("path")].map((path) => path.getAttribute("d"));
}

test("bars stand on zero", () => {
  expect(pathsOf([5, 10], "bars")).toEqual(["M0.1 22V12h0.8V22ZM1.1 22V2h0.8V22Z"]);
});

test("what is not known is a gap", () => {
  expect(pathsOf([0, 10, null, 10], "line")).toEqual(["M0 22L0 22L1 2V22ZM3 22L3 2V22Z", "M0 22L1 2M3 2"]);
});

test("a scaled line begins at its smallest value", () => {
  expect(pathsOf([0.8, 0.9], "line", true)[1]).toBe("M0 22L1 2");
});

test("nothing but zeros lies on the floor", () => {
  expect(pathsOf([0, 0], "bars")).toEqual(["M0.1 22V22h0.8V22ZM1.1 22V22h0.8V22Z"]);
});

test("a level that does not move lies in the middle", () => {
  expect(pathsOf([0.8, 0.8], "line", true)[1]).toBe("M0 12L1 12");
});

test("nothing is drawn of nothing", () => {
  expect(pathsOf([null, null], "line")).toEqual(["", ""]);
  expect(pathsOf([], "bars")).toEqual([""]);
});
