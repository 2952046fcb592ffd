package dev.sightline.ingest.access;

/** Who reports: the workspace of a key, and which of its keys it was. */
public record Reporter(String workspace, String keyId) {}
