package dev.sightline.query.view;

import dev.sightline.query.caller.Caller.Member;
import dev.sightline.query.problem.ProblemException;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** Everybody's views; each is reached by its person alone, in the workspace that it was saved in. */
@ApplicationScoped
class SavedViews implements PanacheRepositoryBase<SavedView, UUID> {
    private static final int MOST = 100;
    private static final String MINE = "workspace = ?1 and personId = ?2";

    // Until the transaction ends. One person's views are few: they wait for each other, also those of other names.
    private static final String LOCK = "select 1 from pg_advisory_xact_lock(hashtextextended(?1, 5712310))";

    private final Clock clock;

    SavedViews(Clock clock) {
        this.clock = clock;
    }

    Uni<List<SavedViewShown>> of(Member person) {
        return Panache.withSession(() -> find(MINE + " order by lower(name)", person.workspace(), person.personId())
                .<SavedView>list()
                .map(views -> views.stream().map(SavedView::shown).toList()));
    }

    /** Replaces the one of the same name, whatever its case, also when both are saved in the same moment. */
    Uni<SavedViewShown> save(Member person, NewSavedView wanted) {
        String name = wanted.checkedName();
        String search = wanted.checkedSearch();
        return Panache.withTransaction(() -> oneAfterAnother(person)
                .flatMap(_ -> named(person, name))
                .onItem()
                .ifNull()
                .switchTo(() -> added(person))
                .invoke(view -> {
                    view.name = name;
                    view.search = search;
                    view.savedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
                })
                .call(view -> persistAndFlush(view))
                .map(SavedView::shown));
    }

    private static Uni<Integer> oneAfterAnother(Member person) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(LOCK, Integer.class)
                        .setParameter(1, person.personId().toString())
                        .getSingleResult());
    }

    private Uni<SavedView> named(Member person, String name) {
        return find(MINE + " and lower(name) = lower(?3)", person.workspace(), person.personId(), name)
                .firstResult();
    }

    private Uni<SavedView> added(Member person) {
        return count(MINE, person.workspace(), person.personId()).map(count -> {
            if (count >= MOST) {
                throw ProblemException.input("name", count + " views", "at most " + MOST + " views; remove one first");
            }
            var view = new SavedView();
            view.id = UUID.randomUUID();
            view.workspace = person.workspace();
            view.personId = person.personId();
            return view;
        });
    }

    /** Fails with 404 when the person has no such view. */
    Uni<Void> remove(Member person, UUID id) {
        return Panache.withTransaction(() -> delete("id = ?3 and " + MINE, person.workspace(), person.personId(), id))
                .invoke(removed -> {
                    if (removed == 0) {
                        throw ProblemException.notFound("there is no such view");
                    }
                })
                .replaceWithVoid();
    }
}
