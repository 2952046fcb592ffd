import { Button } from "@mantine/core";
import { DatePicker, TimePicker } from "@mantine/dates";
import "@mantine/dates/styles.css";
import { useState } from "react";
import { formatWindow, timeZone } from "../../shared/format/times";
import { useTimeWindow } from "../../shared/window/TimeWindowContext";
import { type Draft, draftOf, momentsOf } from "./rangeDraft";

/** A calendar and two times of day, in the browser's time zone. */
export function CustomRange({ onDone }: { readonly onDone: () => void }) {
  const time = useTimeWindow();
  const [draft, setDraft] = useState<Draft>(() => draftOf(time.window.from, time.window.until));
  const moments = momentsOf(draft);
  return (
    <form
      className="range__custom"
      aria-label="Custom time range"
      onSubmit={(event) => {
        event.preventDefault();
        if (moments !== null) {
          time.showBetween(moments.from, moments.until);
          onDone();
        }
      }}
    >
      <DatePicker
        type="range"
        allowSingleDateInRange
        size="sm"
        firstDayOfWeek={1}
        weekendDays={[]}
        value={draft.days}
        onChange={(days) => setDraft({ ...draft, days })}
      />
      <div className="range__times">
        <TimePicker
          label="From"
          size="xs"
          value={draft.fromTime}
          onChange={(value) => setDraft({ ...draft, fromTime: value })}
        />
        <TimePicker
          label="Until"
          size="xs"
          value={draft.untilTime}
          onChange={(value) => setDraft({ ...draft, untilTime: value })}
        />
      </div>
      <p className="range__hint" aria-live="polite">
        {moments === null ? "Choose a first and a last day." : `${formatWindow(moments.from, moments.until)}`}
        <br />
        Times in {timeZone()}
      </p>
      <Button type="submit" size="xs" fullWidth disabled={moments === null}>
        Show this range
      </Button>
    </form>
  );
}
