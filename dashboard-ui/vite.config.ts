import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

/** Where `npm run dev` sends calls of the API: a running dashboard origin, so that cookies and routes are the real ones. */
const origin = process.env.SIGHTLINE_DASHBOARD_URL ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react()],
  server: { port: 5173, proxy: { "/api": origin } },
  build: {
    target: "es2022",
    emptyOutDir: true,
    // What belongs to which chunk, for weight.mjs.
    manifest: true,
    chunkSizeWarningLimit: 800,
    // All that the first view needs comes in one file. Otherwise what it has in common with one lazy page or another is a
    // file of its own: thirty of them, a browser fetches six at a time, and nothing is drawn before the last.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: "first", tags: ["$initial"] }] } } },
  },
  test: {
    environment: "happy-dom",
    testTimeout: 60_000,
    // Nothing to wait for while things fade in.
    environmentOptions: { happyDOM: { settings: { device: { prefersReducedMotion: "reduce" } } } },
    include: ["app/**/*.test.{ts,tsx}"],
    setupFiles: ["app/testing/setup.ts"],
    // One zone for everybody: half of the tests are about days and hours.
    env: { TZ: "Europe/Berlin" },
  },
});
