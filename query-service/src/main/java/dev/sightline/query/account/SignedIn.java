package dev.sightline.query.account;

/** Someone who is in, as the browser keeps it and as the dashboard shows it. */
public record SignedIn(String token, SessionView view) {}
