package dev.sightline.query.account;

import dev.sightline.contract.access.WorkspaceMemberPublished;
import dev.sightline.contract.events.Topics;
import dev.sightline.query.publication.Publications;
import dev.sightline.query.publication.Published;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Tells the other services who belongs to which workspace. */
@ApplicationScoped
class MemberPublication implements Published {
    private final Accounts accounts;

    MemberPublication(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public String topic() {
        return Topics.WORKSPACE_MEMBERS;
    }

    @Override
    public String type() {
        return WorkspaceMemberPublished.getDescriptor().getFullName();
    }

    @Override
    public Uni<Optional<byte[]>> valueOf(String key) {
        int slash = key.indexOf('/');
        return accounts.of(UUID.fromString(key.substring(slash + 1)), key.substring(0, slash))
                .map(membership -> Optional.ofNullable(membership)
                        .map(known -> message(known).toByteArray()));
    }

    @Override
    public Uni<Void> startOver(Publications publications) {
        return accounts.listAll()
                .onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .onItem()
                .transformToUniAndConcatenate(accounts::tell)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static WorkspaceMemberPublished message(Membership membership) {
        return WorkspaceMemberPublished.newBuilder()
                .setPersonId(membership.person.id.toString())
                .setWorkspace(membership.workspace.slug)
                .setName(membership.person.name)
                .setEmail(membership.person.email)
                .setRole(membership.role.id())
                .build();
    }
}
