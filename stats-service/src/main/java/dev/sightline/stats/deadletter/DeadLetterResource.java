package dev.sightline.stats.deadletter;

import dev.sightline.contract.events.Topics;
import dev.sightline.stats.access.Caller;
import dev.sightline.stats.access.CurrentCaller;
import dev.sightline.stats.deadletter.DeadLetter.Position;
import dev.sightline.stats.problem.ProblemException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters of the caller's workspace, which the record's key names. Letters whose key names none are given to nobody
 * here: whose they are is not known, and their bytes may be anybody's.
 */
@Path("/api/v1/operations/dead-letters")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class DeadLetterResource {
    /** Those that have a topic of dead letters beside them. */
    private static final List<String> TOPICS = Topics.ALL.stream()
            .map(Topics.Topic::name)
            .filter(name -> Topics.ALL.stream().anyMatch(topic -> topic.name().equals(Topics.deadLetters(name))))
            .toList();

    private static final Comparator<DeadLetter> NEWEST_FIRST = Comparator.comparing(DeadLetter::at)
            .thenComparing(letter -> letter.position().topic())
            .thenComparingLong(letter -> letter.position().offset())
            .reversed();
    private static final int MOST_AT_ONCE = 1000;

    private final CurrentCaller caller;
    private final DeadLetters letters;
    private final Replay replay;

    DeadLetterResource(CurrentCaller caller, DeadLetters letters, Replay replay) {
        this.caller = caller;
        this.letters = letters;
        this.replay = replay;
    }

    @GET
    public DeadLetterViews.Page list(
            @RestQuery @Nullable String topic, @RestQuery @Nullable String limit, @RestQuery @Nullable String cursor) {
        var all = lettersOf(operator(), topic);
        int most = DeadLetterViews.limit(limit);
        int start = cursor == null ? 0 : DeadLetterViews.indexAfter(all, cursor);
        var page = all.subList(start, Math.min(all.size(), start + most));
        boolean isLast = start + page.size() == all.size();
        return new DeadLetterViews.Page(
                page.stream().map(DeadLetterViews.Letter::of).toList(),
                isLast ? null : DeadLetterViews.cursor(page.getLast()));
    }

    @GET
    @Path("/{topic}/{partition}/{offset}")
    public DeadLetterViews.Detail get(String topic, int partition, long offset) {
        var letter = find(lettersOf(operator(), null), new Position(topic, partition, offset))
                .orElseThrow(() -> ProblemException.notFound("no such dead letter"));
        byte[] bytes =
                replay.bytes(letter).orElseThrow(() -> ProblemException.notFound("the dead letter has left the log"));
        return new DeadLetterViews.Detail(
                DeadLetterViews.Letter.of(letter), Base64.getEncoder().encodeToString(bytes));
    }

    @POST
    @Path("/replay")
    public DeadLetterViews.Replayed replay(DeadLetterViews.@Nullable Choice choice) {
        var operator = operator();
        if (choice == null || (choice.letters() == null) == !choice.everything()) {
            throw ProblemException.input("letters", null, "a list of dead letters, or absent with all: true");
        }
        var all = lettersOf(operator, null);
        if (choice.everything()) {
            var open = all.stream().filter(letter -> letter.replayed() == null).toList();
            var some = open.subList(0, Math.min(open.size(), MOST_AT_ONCE));
            return DeadLetterViews.Replayed.of(
                    replay.send(some.reversed(), operator.id()), List.of(), open.size() - some.size());
        }
        return replay(all, choice.wanted(MOST_AT_ONCE), operator.id());
    }

    private DeadLetterViews.Replayed replay(List<DeadLetter> all, List<Position> wanted, String by) {
        var found = new ArrayList<DeadLetter>();
        var unknown = new ArrayList<Replay.Outcome>();
        for (Position position : wanted) {
            find(all, position)
                    .ifPresentOrElse(
                            found::add, () -> unknown.add(new Replay.Outcome(position, "there is no such letter")));
        }
        return DeadLetterViews.Replayed.of(replay.send(found, by), unknown, 0);
    }

    private Caller operator() {
        var operator = caller.get();
        operator.mayOperate();
        return operator;
    }

    private List<DeadLetter> lettersOf(Caller operator, @Nullable String topic) {
        var wanted = topic == null
                ? TOPICS
                : TOPICS.stream()
                        .filter(known -> Topics.deadLetters(known).equals(topic))
                        .toList();
        if (wanted.isEmpty()) {
            throw ProblemException.input(
                    "topic",
                    topic,
                    "one of "
                            + String.join(
                                    ", ",
                                    TOPICS.stream().map(Topics::deadLetters).toList()));
        }
        return wanted.stream()
                .flatMap(known -> letters.of(known).stream())
                .filter(letter -> letter.workspace().equals(Optional.of(operator.workspace())))
                .sorted(NEWEST_FIRST)
                .toList();
    }

    private static Optional<DeadLetter> find(List<DeadLetter> all, Position position) {
        return all.stream().filter(letter -> letter.position().equals(position)).findFirst();
    }
}
