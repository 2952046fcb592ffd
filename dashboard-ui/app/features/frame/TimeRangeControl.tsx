import { Button, Popover, SegmentedControl, Tooltip } from "@mantine/core";
import { IconCalendar, IconZoomOut } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { formatFull } from "../../shared/format/times";
import { useTimeWindow } from "../../shared/window/TimeWindowContext";
import { labelOf, PRESETS, type Preset } from "../../shared/window/timeWindow";

// The calendar is most of what this control weighs.
const CustomRange = lazy(async () => ({ default: (await import("./CustomRange")).CustomRange }));

/** Which span the page shows: presets on a wide page, all of them and a calendar behind the button. */
export function TimeRangeControl() {
  const time = useTimeWindow();
  const [isOpen, setOpen] = useState(false);
  const choose = (preset: Preset) => {
    time.show(preset);
    setOpen(false);
  };
  return (
    <div className="range">
      {time.isZoomed && (
        <Tooltip label="Back to the range before the zoom (or double click a chart)">
          <Button
            size="compact-sm"
            h={32}
            variant="default"
            leftSection={<IconZoomOut size={15} />}
            onClick={time.zoomBack}
          >
            Zoom out
          </Button>
        </Tooltip>
      )}
      <SegmentedControl
        className="range__presets"
        aria-label="Time range"
        size="xs"
        value={time.window.preset ?? ""}
        onChange={(value) => {
          const preset = PRESETS.find((candidate) => candidate.id === value);
          if (preset !== undefined) {
            time.show(preset.id);
          }
        }}
        data={PRESETS.map((preset) => ({ value: preset.id, label: preset.short }))}
      />
      <Popover opened={isOpen} onChange={setOpen} position="bottom-end" shadow="md" trapFocus>
        <Popover.Target>
          <Button
            variant="default"
            size="compact-sm"
            h={32}
            px={10}
            className="range__button"
            data-custom={time.window.preset === null || undefined}
            leftSection={<IconCalendar size={15} stroke={1.7} />}
            title={`${formatFull(time.window.from)} – ${formatFull(time.window.until)}`}
            aria-label={`Choose the time range, now ${labelOf(time.window)}`}
            onClick={() => setOpen(!isOpen)}
          >
            <span className="range__label">{labelOf(time.window)}</span>
          </Button>
        </Popover.Target>
        <Popover.Dropdown p={0}>
          <div className="range__choices">
            <ul className="range__list" aria-label="Presets">
              {PRESETS.map((preset) => (
                <li key={preset.id}>
                  <button
                    type="button"
                    aria-pressed={preset.id === time.window.preset}
                    onClick={() => choose(preset.id)}
                  >
                    {preset.label}
                  </button>
                </li>
              ))}
            </ul>
            <Suspense fallback={<div className="range__custom range__custom--loading" />}>
              <CustomRange onDone={() => setOpen(false)} />
            </Suspense>
          </div>
        </Popover.Dropdown>
      </Popover>
    </div>
  );
}
