package dev.sightline.query.account;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;

/** What everything belongs to. */
@Entity
class Workspace {
    @Id
    UUID id;

    /** The name that events, tables and object keys carry; never changes. */
    String slug;

    String name;
}
