package dev.sightline.alert.members;

import dev.sightline.alert.delivery.Addresses;
import dev.sightline.alert.store.Transaction;
import dev.sightline.contract.access.Role;
import dev.sightline.contract.access.WorkspaceMemberPublished;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/**
 * Members at rest. A member's address is theirs, for they came by a mail to it, and needs no other yes. Whoever has left is
 * told nothing any more, not even as a rule's recipient, until they say yes as an outsider would.
 */
@ApplicationScoped
class MemberBook {
    private final Addresses addresses;
    private final Clock clock;

    MemberBook(Addresses addresses, Clock clock) {
        this.addresses = addresses;
        this.clock = clock;
    }

    void add(Transaction transaction, WorkspaceMemberPublished member) {
        var now = clock.instant();
        transaction
                .sql("""
                        INSERT INTO known_person (workspace, email, role, seen_at, person_id)
                        VALUES (:workspace, :email, :role, :now, :person)
                        ON CONFLICT (workspace, email) DO UPDATE
                        SET role = excluded.role, person_id = excluded.person_id
                        """)
                .with("workspace", member.getWorkspace())
                .with("email", member.getEmail())
                .with("role", Role.of(member.getRole()).orElse(Role.VIEWER))
                .with("now", now)
                .with("person", member.getPersonId())
                .update();
        addresses.confirm(transaction, member.getWorkspace(), member.getEmail(), now);
    }

    /** @param key workspace and person, as the topic has them; one who is not known is no failure */
    void remove(Transaction transaction, String key) {
        int slash = key.indexOf('/');
        String workspace = key.substring(0, Math.max(0, slash));
        transaction
                .sql("DELETE FROM known_person WHERE workspace = :workspace AND person_id = :person RETURNING email")
                .with("workspace", workspace)
                .with("person", key.substring(slash + 1))
                .first(row -> row.text("email"))
                .ifPresent(email -> addresses.forget(transaction, workspace, email));
    }
}
