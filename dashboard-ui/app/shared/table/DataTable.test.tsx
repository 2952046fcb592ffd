import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { MemoryRouter } from "react-router";
import { expect, test } from "vitest";
import { type Column, DataTable } from "./DataTable";

const COLUMNS: readonly Column<{ name: string }>[] = [{ id: "name", header: "Name", cell: (row) => row.name }];
const ROWS = [{ name: "first" }, { name: "second" }];

function Names() {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  return (
    <DataTable
      label="Names"
      columns={COLUMNS}
      rows={ROWS}
      idOf={(row) => row.name}
      selection={{ ids, onChange: setIds }}
    />
  );
}

function shown() {
  render(
    <MantineProvider>
      <MemoryRouter>
        <Names />
      </MemoryRouter>
    </MantineProvider>,
  );
  return userEvent.setup();
}

function boxes(): HTMLInputElement[] {
  return screen.getAllByRole<HTMLInputElement>("checkbox", { name: "Select the row" });
}

test("keys walk and select the rows also after a box was ticked with the mouse", async () => {
  const user = shown();

  await user.click(boxes()[0] as HTMLInputElement);
  await user.keyboard("jjx");

  expect(boxes().map((box) => box.checked)).toEqual([true, true]);
});

test("a box that was reached with the keyboard keeps the focus when it is ticked", async () => {
  const user = shown();

  boxes()[1]?.focus();
  await user.keyboard(" ");

  expect(boxes()[1]?.checked).toBe(true);
  expect(document.activeElement).toBe(boxes()[1]);
});
