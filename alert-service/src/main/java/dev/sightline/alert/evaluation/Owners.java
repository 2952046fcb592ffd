package dev.sightline.alert.evaluation;

import dev.sightline.alert.AlertConfig;
import dev.sightline.alert.delivery.Addresses;
import dev.sightline.alert.store.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** Who is told when the monitoring itself is in trouble: owners, else whoever set the system up. */
@ApplicationScoped
class Owners {
    private final Addresses addresses;
    private final AlertConfig config;

    Owners(Addresses addresses, AlertConfig config) {
        this.addresses = addresses;
        this.config = config;
    }

    record Owner(String workspace, String email) {}

    /** Of every workspace. */
    List<Owner> all(Transaction transaction, Instant now) {
        List<Owner> known = transaction
                .sql("SELECT workspace, email FROM known_person WHERE role = 'OWNER' ORDER BY workspace, email")
                .rows(row -> new Owner(row.text("workspace"), row.text("email")));
        return known.isEmpty() ? whoeverSetItUp(transaction, "", now) : known;
    }

    /** Of one workspace. */
    List<Owner> of(Transaction transaction, String workspace, Instant now) {
        List<Owner> known = transaction
                .sql("SELECT email FROM known_person WHERE workspace = :workspace AND role = 'OWNER' ORDER BY email")
                .with("workspace", workspace)
                .rows(row -> new Owner(workspace, row.text("email")));
        return known.isEmpty() ? whoeverSetItUp(transaction, workspace, now) : known;
    }

    private List<Owner> whoeverSetItUp(Transaction transaction, String workspace, Instant now) {
        return config.ownerEmail().stream()
                .map(email -> new Owner(workspace, email))
                // Named by the operator, which is as good as a yes of their own.
                .peek(owner -> addresses.confirm(transaction, owner.workspace(), owner.email(), now))
                .toList();
    }
}
