package dev.sightline.query.publication;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** A kind of thing that other services are told of, by key, as it is now. */
public interface Published {
    /** The compacted topic. */
    String topic();

    /** Full name of the message. */
    String type();

    /** The message's bytes; empty when there is no such thing any more. Joins the transaction at hand. */
    Uni<Optional<byte[]>> valueOf(String key);

    /** Every key that the topic should have: it may have been lost since the last start. Joins the transaction at hand. */
    Uni<Void> startOver(Publications publications);
}
