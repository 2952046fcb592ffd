package dev.sightline.query.mail;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A mail that waits for the mail server, or has been sent. */
@Entity
@Table(name = "account_mail")
class DueMail {
    @Id
    UUID id;

    String kind;

    /** What it is about: an invitation, a reset. */
    UUID subjectId;

    Instant dueAt;

    int attempts;

    @Nullable Instant sentAt;

    @Nullable Instant failedAt;
}
