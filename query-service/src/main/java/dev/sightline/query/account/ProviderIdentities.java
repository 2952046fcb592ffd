package dev.sightline.query.account;

import dev.sightline.query.oidc.Identity;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Whom an OpenID provider means. Every method joins the transaction at hand. */
@ApplicationScoped
class ProviderIdentities implements PanacheRepositoryBase<ProviderIdentity, UUID> {
    private final Clock clock;

    ProviderIdentities(Clock clock) {
        this.clock = clock;
    }

    /** Null when it means nobody yet. */
    Uni<ProviderIdentity> of(Identity identity) {
        return find("issuer = ?1 and subject = ?2", identity.issuer(), identity.subject())
                .firstResult();
    }

    /** Whether somebody at the provider has the person's account already. */
    Uni<Boolean> hasOne(UUID person, String issuer) {
        return count("personId = ?1 and issuer = ?2", person, issuer).map(linked -> linked > 0);
    }

    Uni<Void> link(Identity identity, UUID person) {
        var linked = new ProviderIdentity();
        linked.id = UUID.randomUUID();
        linked.issuer = identity.issuer();
        linked.subject = identity.subject();
        linked.personId = person;
        linked.linkedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return persistAndFlush(linked).replaceWithVoid();
    }
}
