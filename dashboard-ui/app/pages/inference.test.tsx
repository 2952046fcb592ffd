import { screen, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { callsOf, lastQuery, problem } from "../testing/answers";
import { renderApp } from "../testing/renderApp";
import { anInference, aSession, theInferences } from "../testing/samples";

const two = anInference({
  has_image: true,
  predictions: [
    { class: "vest", confidence: 0.95, x: 100, y: 100, width: 40, height: 40 },
    { class: "helmet", confidence: 0.41, x: 320, y: 240, width: 80, height: 120 },
  ],
});
const opened = { [`GET /api/v1/inferences/${two.inference_id}`]: two };
const page = `/inferences/view?inference=${two.inference_id}&device_id=line-3`;
const when = `at=${encodeURIComponent(two.occurred_at)}`;

test("an inference has a page of its own, which leads back to the list that it was in", async () => {
  renderApp(page, opened);

  await screen.findByRole("heading", { name: "hard-hat/3" });
  expect(screen.getAllByRole("link", { name: "Inferences" }).map((link) => link.getAttribute("href"))).toContain(
    "/inferences?device_id=line-3",
  );
  expect(screen.getByRole("img", { name: /2 predictions/ }).getAttribute("src")).toContain("/image");
});

test.each([
  ["with the time that the address names", two.occurred_at, two.occurred_at],
  ["by its id where the address names no time", "", null],
  ["by its id where what the address names is no time", "yesterday", null],
])("an inference is asked for %s", async (_, at, asked) => {
  renderApp(`${page}&at=${encodeURIComponent(at)}`, opened);

  await screen.findByRole("heading", { name: "hard-hat/3" });

  expect(lastQuery(`GET /api/v1/inferences/${two.inference_id}`).get("occurred_at")).toBe(asked);
});

test("enter opens the page of the row one stands on", async () => {
  const { user, address } = renderApp("/inferences?device_id=line-3", {
    ...opened,
    "GET /api/v1/inferences": theInferences(two),
  });
  await within(await screen.findByRole("table", { name: "Inferences" })).findAllByRole("link");

  await user.keyboard("j{Enter}");

  expect(address()).toBe(`/inferences/view?device_id=line-3&inference=${two.inference_id}&${when}`);
});

test("what the list has of an inference is shown until the answer comes", async () => {
  const { user } = renderApp("/inferences?device_id=line-3", {
    "GET /api/v1/inferences": theInferences(two),
    [`GET /api/v1/inferences/${two.inference_id}`]: () => new Promise(() => undefined),
  });
  await within(await screen.findByRole("table", { name: "Inferences" })).findAllByRole("link");

  await user.keyboard("j{Enter}");

  await screen.findByRole("heading", { name: "hard-hat/3" });
});

test("predictions stand by confidence or class, either way round, and fold", async () => {
  const { user } = renderApp(page, opened);
  const region = await screen.findByRole("region", { name: "Predictions" });
  const order = () =>
    within(region)
      .getAllByRole("listitem")
      .map((item) => item.textContent?.replace(/[\d.]+$/, ""));
  expect(order()).toEqual(["vest", "helmet"]);

  await user.click(within(region).getByRole("button", { name: "Class" }));

  expect(order()).toEqual(["helmet", "vest"]);
  await user.click(within(region).getByRole("button", { name: "Class" }));
  expect(order()).toEqual(["vest", "helmet"]);
  const fold = within(region).getByRole("button", { name: "2 predictions" });
  await user.click(fold);
  expect(fold.getAttribute("aria-expanded")).toBe("false");
});

test("pointing at a prediction dims the other boxes, and a class can be taken out of the image", async () => {
  const { user } = renderApp(page, opened);
  const region = await screen.findByRole("region", { name: "Predictions" });
  const [first] = within(region).getAllByRole("listitem");

  await user.hover(first as HTMLElement);

  const faded = () => [...document.querySelectorAll(".shape")].map((shape) => shape.hasAttribute("data-faded"));
  expect(faded()).toEqual([false, true]);
  await user.unhover(first as HTMLElement);
  await user.click(screen.getByRole("button", { name: "vest", pressed: true }));
  expect(faded()).toEqual([false]);
});

test("fields are hidden with the cog, and this browser keeps that", async () => {
  const { user } = renderApp(page, opened);
  const details = await screen.findByRole("region", { name: "Details" });
  expect(details.textContent).toContain("Server version");

  await user.click(within(details).getByRole("button", { name: "Choose the fields" }));
  await user.click(await screen.findByRole("menuitemcheckbox", { name: "Server version", hidden: true }));

  expect(details.textContent).not.toContain("Server version");
  expect(localStorage.getItem("sightline-inference-hidden-fields")).toBe('["server_version"]');
});

test("inferences with the same value are one click away", async () => {
  renderApp(`${page}&range=24h`, opened);

  const same = (name: string) => screen.getByRole("link", { name }).getAttribute("href");
  await screen.findByRole("region", { name: "Details" });
  expect(same("Find inferences with the same device")).toBe("/inferences?range=24h&device_id=line-3");
  expect(same("Find inferences with the same camera")).toBe("/inferences?range=24h&metadata.camera=c1");
});

test("an inference without an image says how to send one", async () => {
  const bare = anInference({ has_image: false });
  renderApp(page, { [`GET /api/v1/inferences/${bare.inference_id}`]: bare });

  await screen.findByText("No image was sent. How to send them");
  expect(document.body.textContent).toContain(`/v1/inferences/${bare.inference_id}/image`);
});

test("an inference that is not there says so and leads on", async () => {
  renderApp("/inferences/view?inference=gone");

  await screen.findByText("There is no such inference");
});

describe("before and after", () => {
  const newer = anInference({ inference_id: "newer" });
  const older = anInference({ inference_id: "older" });
  const around = {
    ...opened,
    [`GET /api/v1/inferences/${two.inference_id}/neighbours`]: { newer: [newer], older: [older] },
    "GET /api/v1/inferences/older": older,
    "GET /api/v1/inferences/older/neighbours": { newer: [two, newer], older: [] },
  };

  test("neighbours are those of the list that one came from, and a key away", async () => {
    const { user, address } = renderApp(page, around);

    const film = await screen.findByRole("navigation", { name: "Inferences before and after" });
    const link = await within(film).findByRole("link", { name: "Newer inference" });
    expect(link.getAttribute("href")).toBe(`/inferences/view?device_id=line-3&inference=newer&${when}`);
    const asked = lastQuery(`GET /api/v1/inferences/${two.inference_id}/neighbours`);
    expect(asked.getAll("device_id")).toEqual(["line-3"]);
    expect(asked.get("from")).not.toBeNull();

    await user.keyboard("j");

    expect(address()).toBe(`/inferences/view?device_id=line-3&inference=older&${when}`);
    expect(await screen.findByRole("button", { name: "Older inference" })).toHaveProperty("disabled", true);
  });

  test("the panel beside the list walks along it", async () => {
    const { user, address } = renderApp(`/inferences?device_id=line-3&inference=${two.inference_id}`, around);

    await user.click(await screen.findByRole("link", { name: "Older inference" }));

    expect(address()).toBe(`/inferences?device_id=line-3&inference=older&${when}`);
  });
});

describe("editing the metadata", () => {
  const set = `POST /api/v1/inferences/${two.inference_id}/metadata`;

  test("a field is changed and another one added, and both are shown at once", async () => {
    const { user } = renderApp(page, { ...opened, [set]: () => new Response(null, { status: 202 }) });
    await user.click(await screen.findByRole("button", { name: "Edit the metadata" }));
    const form = screen.getByRole("form", { name: "Edit the metadata" });

    const camera = within(form).getByRole("textbox", { name: "Value of camera" });
    await user.clear(camera);
    await user.type(camera, "c2");
    await user.type(within(form).getByRole("textbox", { name: "Field" }), "temperature");
    await user.type(within(form).getByRole("textbox", { name: "Value" }), "21.5");
    await user.click(within(form).getByRole("button", { name: "Save" }));

    const region = await screen.findByRole("region", { name: "Metadata" });
    await within(region).findByText("c2");
    expect(region.textContent).toContain("21.5");
    expect(await callsOf(set)[0]?.json()).toEqual({ metadata: { camera: "c2", temperature: 21.5 } });
  });

  test("what cannot be kept is said, and nothing is lost", async () => {
    const { user } = renderApp(page, { ...opened, [set]: problem(503, "the fields could not be kept") });
    await user.click(await screen.findByRole("button", { name: "Edit the metadata" }));

    await user.type(screen.getByRole("textbox", { name: "Value of camera" }), "2");
    await user.click(screen.getByRole("button", { name: "Save" }));

    await screen.findByText("the fields could not be kept");
    expect(screen.getByRole("textbox", { name: "Value of camera" })).toHaveProperty("value", "c12");
  });

  test("whoever may only look is not offered it", async () => {
    renderApp(page, { ...opened, "GET /api/v1/session": { ...aSession, role: "viewer" } });

    await screen.findByRole("region", { name: "Metadata" });
    expect(screen.queryByRole("button", { name: "Edit the metadata" })).toBeNull();
  });
});
