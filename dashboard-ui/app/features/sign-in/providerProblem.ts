const PROBLEMS: Readonly<Record<string, string>> = {
  "not-invited": "You are not invited yet. Ask an owner of the workspace to invite your e-mail, then try again.",
  "email-not-verified":
    "The provider has not verified your e-mail. Confirm it in your account there, or ask whoever runs the provider.",
  "other-domain": "Your e-mail belongs to a domain that is not let in here. Use your account at work.",
  "linked-to-another":
    "Another account of the provider signs in with this e-mail. Sign in with your password, or set one by mail.",
  denied: "The provider did not sign you in. Try again, or use your password.",
  stale: "This sign-in took too long, or was begun in another window. Try again.",
  forged: "The provider's answer could not be trusted. Try again; if it stays like this, tell whoever runs Sightline.",
  away: "The provider cannot be reached, or does not know us. Try again in a moment, or use your password.",
  "too-many": "Too many attempts failed from your address. Wait a minute, then try again.",
};

/** What a sign-in by a provider came to, and what to do; null when nothing is to be said. */
export function providerProblem(name: string | null): string | null {
  return name === null ? null : (PROBLEMS[name] ?? "Signing in failed. Try again, or use your password.");
}
