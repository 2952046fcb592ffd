import { act } from "@testing-library/react";
import { vi } from "vitest";

/** A stream of events that a test speaks through, in place of the browser's. */
export class StandInEvents {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 2;
  static opened: StandInEvents[] = [];

  readyState = StandInEvents.CONNECTING;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  private readonly listeners = new Map<string, () => void>();

  constructor(readonly address: string) {
    StandInEvents.opened.push(this);
  }

  addEventListener(name: string, listener: () => void) {
    this.listeners.set(name, listener);
  }

  close() {
    this.readyState = StandInEvents.CLOSED;
  }

  isThere() {
    this.readyState = StandInEvents.OPEN;
    act(() => this.onopen?.());
  }

  says(name: string) {
    act(() => this.listeners.get(name)?.());
  }

  isRefused() {
    this.readyState = StandInEvents.CLOSED;
    act(() => this.onerror?.());
  }
}

/** Lets pages listen; returns the streams in the order in which they were opened. */
export function listening(): readonly StandInEvents[] {
  StandInEvents.opened = [];
  vi.stubGlobal("EventSource", StandInEvents);
  return StandInEvents.opened;
}
