package dev.sightline.query.account;

import dev.sightline.contract.access.Role;
import dev.sightline.query.mail.DueMails;
import dev.sightline.query.problem.ProblemException;
import dev.sightline.query.signature.Signatures;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Invitations to workspaces and the secrets in their links. Every method joins the transaction at hand. */
@ApplicationScoped
class Invitations implements PanacheRepositoryBase<Invitation, UUID> {
    static final Duration LIFETIME = Duration.ofDays(7);
    static final String MAIL = "invitation";

    private static final String PURPOSE = "invitation";
    private static final int MOST_WAITING = 500;

    private final DueMails mails;
    private final Signatures signatures;
    private final Clock clock;

    Invitations(DueMails mails, Signatures signatures, Clock clock) {
        this.mails = mails;
        this.signatures = signatures;
        this.clock = clock;
    }

    /** Those that wait, expired ones included, the newest first. */
    Uni<List<InvitationView>> ofWorkspace(String workspace) {
        return list(
                        "workspace.slug = ?1 and acceptedAt is null and revokedAt is null order by createdAt desc, id",
                        workspace)
                .flatMap(waiting -> mails.statesOf(
                                waiting.stream().map(i -> i.id).toList())
                        .map(states -> waiting.stream()
                                .map(i -> InvitationView.of(i, states.getOrDefault(i.id, DueMails.ON_ITS_WAY)))
                                .toList()));
    }

    /** Null when nobody waits under this address. */
    Uni<Invitation> waiting(String workspace, String email) {
        return find("workspace.slug = ?1 and email = ?2 and acceptedAt is null and revokedAt is null", workspace, email)
                .firstResult();
    }

    /** Fails with 404 when the workspace has no such invitation that waits. */
    Uni<Invitation> waiting(String workspace, UUID id) {
        return find("id = ?1 and workspace.slug = ?2 and acceptedAt is null and revokedAt is null", id, workspace)
                .firstResult()
                .onItem()
                .ifNull()
                .failWith(() -> ProblemException.notFound("there is no such invitation"));
    }

    /** Those of an address that are good, wherever they lead, locked: each is accepted once. */
    Uni<List<Invitation>> openTo(String email) {
        return find(
                        "email = ?1 and acceptedAt is null and revokedAt is null and expiresAt > ?2 order by createdAt, id",
                        email,
                        now())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    Uni<Long> countWaiting(String workspace) {
        return count("workspace.slug = ?1 and acceptedAt is null and revokedAt is null", workspace)
                .invoke(waiting -> {
                    if (waiting >= MOST_WAITING) {
                        throw ProblemException.conflict("too many invitations wait; revoke some first");
                    }
                });
    }

    Uni<Invitation> add(Workspace workspace, String email, Role role, @Nullable Person invitedBy) {
        var invitation = new Invitation();
        invitation.id = UUID.randomUUID();
        invitation.workspace = workspace;
        invitation.email = email;
        invitation.role = role;
        invitation.invitedBy = invitedBy;
        invitation.createdAt = now();
        invitation.expiresAt = invitation.createdAt.plus(LIFETIME);
        invitation.revision = 1;
        return persistAndFlush(invitation).call(() -> mails.add(MAIL, invitation.id));
    }

    /** Lets it begin anew, with another link. */
    Uni<Invitation> sendAgain(Invitation invitation) {
        invitation.revision++;
        invitation.expiresAt = now().plus(LIFETIME);
        return mails.add(MAIL, invitation.id).replaceWith(invitation);
    }

    /** The secret in an invitation's link. Not kept: made anew when it is needed. */
    String tokenOf(Invitation invitation) {
        return signatures.sign(PURPOSE, invitation.id + " " + invitation.revision);
    }

    /** The invitation of a link's secret, locked: it is accepted once. Fails with 404 or 410 when it opens nothing. */
    Uni<Invitation> of(@Nullable String token) {
        String[] parts = signatures
                .verify(PURPOSE, token == null ? "" : token)
                .orElseThrow(() -> ProblemException.notFound("this is not a link of an invitation; copy it whole"))
                .split(" ", 2);
        return findById(UUID.fromString(parts[0]), LockModeType.PESSIMISTIC_WRITE)
                .invoke(invitation -> {
                    if (invitation == null
                            || invitation.revokedAt != null
                            || invitation.revision != Integer.parseInt(parts[1])) {
                        throw ProblemException.gone("this invitation was revoked or sent again; use the latest mail");
                    }
                    if (invitation.acceptedAt != null) {
                        throw ProblemException.gone("this invitation was accepted already; sign in");
                    }
                    if (!invitation.expiresAt.isAfter(now())) {
                        throw ProblemException.gone("this invitation has expired; ask for another");
                    }
                });
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
