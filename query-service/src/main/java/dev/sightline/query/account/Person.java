package dev.sightline.query.account;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Someone who can sign in. */
@Entity
class Person {
    @Id
    UUID id;

    /** Lower case, so that it is one address however it is typed. */
    String email;

    String name;

    /** BCrypt, in modular crypt format; null for who signs in by a provider alone. */
    @Nullable String passwordHash;
}
