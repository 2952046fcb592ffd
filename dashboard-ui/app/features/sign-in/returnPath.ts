/** Where to go after signing in: only a path of this very origin, or a link could lead people somewhere else. */
export function returnPath(wanted: string | null): string {
  return wanted !== null && /^\/(?![/\\])/.test(wanted) ? wanted : "/";
}
