package dev.sightline.query.mail;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;

/** Writes one kind of mail, at the moment at which it is sent. */
public interface MailWriter {
    /** The kind, as {@link DueMails} has it. */
    String kind();

    /** Empty when there is no reason for the mail any more. Joins the transaction at hand. */
    Uni<Optional<AccountMail>> write(UUID subject);
}
