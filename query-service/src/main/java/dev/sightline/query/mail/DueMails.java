package dev.sightline.query.mail;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Mails that are to be sent: noted in the transaction of what they tell, sent after it by {@link MailDispatch}. */
@ApplicationScoped
public class DueMails implements PanacheRepositoryBase<DueMail, UUID> {
    /** States of a mail, as JSON writes them. */
    public static final String ON_ITS_WAY = "on_its_way";

    private final Clock clock;

    DueMails(Clock clock) {
        this.clock = clock;
    }

    /** Joins the transaction at hand. */
    public Uni<Void> add(String kind, UUID subject) {
        var mail = new DueMail();
        mail.id = UUID.randomUUID();
        mail.kind = kind;
        mail.subjectId = subject;
        mail.dueAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return persist(mail).replaceWithVoid();
    }

    /** How the last mail about each of these fares. Joins the session at hand. */
    public Uni<Map<UUID, String>> statesOf(List<UUID> subjects) {
        return list("subjectId in ?1 order by dueAt", subjects)
                .map(mails -> mails.stream()
                        .collect(Collectors.toMap(mail -> mail.subjectId, DueMails::stateOf, (_, last) -> last)));
    }

    private static String stateOf(DueMail mail) {
        if (mail.failedAt != null) {
            return "failed";
        }
        return mail.sentAt == null ? ON_ITS_WAY : "sent";
    }
}
