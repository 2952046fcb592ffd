import { CloseButton, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useSearchParams } from "react-router";

interface TableSearchProps {
  readonly label: string;
}

/** Narrows the rows to those that contain the words; kept in the address (`?q=`). */
export function TableSearch({ label }: TableSearchProps) {
  const [words, keepWords] = useWords();
  // The address follows a moment later: what is typed meanwhile must not be taken back.
  const [typed, setTyped] = useState<string | null>(null);
  if (typed === words) {
    setTyped(null);
  }
  const setWords = (next: string) => {
    setTyped(next);
    keepWords(next);
  };
  const shown = typed ?? words;
  return (
    <TextInput
      type="search"
      size="xs"
      className="table-search"
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={14} />}
      rightSection={
        shown === "" ? null : <CloseButton size="xs" aria-label="Clear the search" onClick={() => setWords("")} />
      }
      value={shown}
      onChange={(event) => setWords(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Escape") {
          setWords("");
          event.currentTarget.blur();
        }
      }}
    />
  );
}

export function useWords(): [string, (words: string) => void] {
  const [search, setSearch] = useSearchParams();
  const setWords = (words: string) =>
    setSearch(
      (previous) => {
        const next = new URLSearchParams(previous);
        if (words === "") {
          next.delete("q");
        } else {
          next.set("q", words);
        }
        return next;
      },
      { replace: true },
    );
  return [search.get("q") ?? "", setWords];
}

/** Whether every word occurs somewhere in the texts, whatever the case. */
export function containsWords(words: string, texts: readonly (string | null | undefined)[]): boolean {
  const text = texts.join(" ").toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
