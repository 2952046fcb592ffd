// Before the first paint, so that a dark page does not flash white. A file of its own, so that the page needs no inline
// script; the key is the one Mantine keeps the choice under.
(() => {
  let choice = "auto";
  try {
    choice = window.localStorage.getItem("mantine-color-scheme-value") ?? "auto";
  } catch {
    // Storage may be forbidden; the system's choice serves.
  }
  const dark = choice === "dark" || (choice !== "light" && window.matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
})();
