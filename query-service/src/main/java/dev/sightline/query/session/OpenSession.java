package dev.sightline.query.session;

import java.util.UUID;

/** A session that holds. */
public record OpenSession(UUID id, UUID personId, int revision) {}
