package dev.sightline.alert.devices;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BeatBatchTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final ServerKey SERVER = new ServerKey("acme", "line-3", "server-1");
    private static final BeatPromise EVERY_15_SECONDS = new BeatPromise(Duration.ofSeconds(15));

    private static final Duration EARLIEST_OFFLINE = Duration.ofSeconds(60);

    private final PartitionClock clock = PartitionClock.silent(0);

    @Test
    void a_first_beat_is_online() {
        var batch = new BeatBatch(List.of(clock), List.of(), EARLIEST_OFFLINE).take(List.of(beatAt(0)));

        assertThat(batch.newServers()).singleElement().satisfies(server -> {
            assertThat(server.liveness()).isEqualTo(new Liveness.Online(NOON));
            assertThat(server.lastBeatAt).isEqualTo(NOON);
        });
        assertThat(batch.changedDevices()).containsExactly(SERVER.device());
    }

    @Test
    void a_server_is_judged_in_the_middle_of_a_batch() {
        var server = ServerBeat.first(beatAt(0));

        new BeatBatch(List.of(clock), List.of(server), EARLIEST_OFFLINE)
                .take(joined(ticks(0, 70), List.of(beatAt(75))));

        assertThat(server.liveness()).isEqualTo(new Liveness.Offline(NOON.plusSeconds(70), NOON.plusSeconds(75)));
    }

    @Test
    void beats_that_come_with_the_ticks_keep_a_server_online() {
        var server = ServerBeat.first(beatAt(0));

        new BeatBatch(List.of(clock), List.of(server), EARLIEST_OFFLINE)
                .take(IntStream.rangeClosed(0, 60)
                        .mapToObj(i -> i % 3 == 0 ? beatAt(i * 5L) : tickAt(i * 5L))
                        .toList());

        assertThat(server.liveness()).isEqualTo(new Liveness.Online(NOON));
    }

    @Test
    void the_same_batch_taken_twice_changes_nothing() {
        var batch = joined(ticks(0, 300), List.of(beatAt(301), beatAt(316), tickAt(320)));
        var server = ServerBeat.first(beatAt(0));
        new BeatBatch(List.of(clock), List.of(server), EARLIEST_OFFLINE).take(batch);
        var once = server.liveness();

        new BeatBatch(List.of(clock), List.of(server), EARLIEST_OFFLINE).take(batch);

        assertThat(server.liveness()).isEqualTo(once).isEqualTo(new Liveness.Online(NOON.plusSeconds(316)));
    }

    @Test
    void one_beat_delivered_twice_is_not_two_in_a_row() {
        var server = ServerBeat.first(beatAt(0));

        new BeatBatch(List.of(clock), List.of(server), EARLIEST_OFFLINE)
                .take(joined(ticks(0, 70), List.of(beatAt(75), beatAt(75))));

        assertThat(server.state).isEqualTo(Liveness.Name.OFFLINE);
    }

    @Test
    void a_server_of_another_partition_is_not_judged_by_this_ones_clock() {
        var elsewhere = ServerBeat.first(new Beat.OfServer(1, SERVER, NOON, EVERY_15_SECONDS));

        new BeatBatch(List.of(clock), List.of(elsewhere), EARLIEST_OFFLINE).take(ticks(0, 600));

        assertThat(elsewhere.state).isEqualTo(Liveness.Name.ONLINE);
    }

    @Test
    void a_device_is_online_while_any_of_its_servers_is() {
        var gone = ServerBeat.first(beatAt(0));
        var alive = ServerBeat.first(new Beat.OfServer(
                0, new ServerKey("acme", "line-3", "server-2"), NOON.plusSeconds(65), EVERY_15_SECONDS));
        var device = DeviceState.unheard(SERVER.device());
        device.follow(List.of(gone));

        new BeatBatch(List.of(clock), List.of(gone, alive), EARLIEST_OFFLINE).take(ticks(0, 70));
        device.follow(List.of(gone, alive));

        assertThat(gone.state).isEqualTo(Liveness.Name.OFFLINE);
        assertThat(device.state).isEqualTo(Liveness.Name.ONLINE);
        assertThat(device.since).as("online without a break").isEqualTo(NOON);
    }

    private static Beat.OfServer beatAt(long seconds) {
        return new Beat.OfServer(0, SERVER, NOON.plusSeconds(seconds), EVERY_15_SECONDS);
    }

    private static Beat tickAt(long seconds) {
        return new Beat.OfPipeline(0, NOON.plusSeconds(seconds));
    }

    private static List<Beat> ticks(long fromSeconds, long untilSeconds) {
        var ticks = new ArrayList<Beat>();
        for (long at = fromSeconds; at <= untilSeconds; at += 10) {
            ticks.add(tickAt(at));
        }
        return ticks;
    }

    private static List<Beat> joined(List<Beat> first, List<? extends Beat> then) {
        var all = new ArrayList<>(first);
        all.addAll(then);
        return all;
    }
}
