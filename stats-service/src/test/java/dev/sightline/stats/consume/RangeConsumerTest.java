package dev.sightline.stats.consume;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a new owner of a partition makes of what an earlier one left, on the real broker and the real ClickHouse engine:
 * each test puts the committed offset where a crash would have left it.
 */
class RangeConsumerTest {
    private final OwnPartition own = new OwnPartition();

    @BeforeEach
    void create() throws Exception {
        own.create();
    }

    @AfterEach
    void drop() {
        own.close();
    }

    @Test
    void an_inference_that_is_sent_twice_counts_once() throws Exception {
        own.append("a", "b", "a");

        own.consumeUntil(3);

        assertThat(own.rows()).isEqualTo(2);
        assertThat(own.requests()).isEqualTo(2);
    }

    @Test
    void a_copy_is_known_to_the_next_owner() throws Exception {
        own.append("a", "b");
        own.consumeUntil(2);

        own.append("b", "c");
        own.consumeUntil(4);

        assertThat(own.rows()).isEqualTo(3);
        assertThat(own.requests()).isEqualTo(3);
    }

    @Test
    void dead_before_the_insert_the_range_is_written_by_the_next_owner() throws Exception {
        own.append("a", "b", "c");
        own.note(new Intent(0, 1, 1));

        own.consumeUntil(3);

        assertThat(own.rows()).isEqualTo(3);
        assertThat(own.requests()).isEqualTo(3);
    }

    @Test
    void a_noted_range_that_is_larger_than_the_bound_of_a_range_is_written_whole() throws Exception {
        own.append("a", "b", "c");
        own.note(new Intent(0, 2, 1));

        own.consumeUntil(3, own.config(Map.of("stats.range-bytes", "1")));

        assertThat(own.rows()).isEqualTo(3);
    }

    @Test
    void dead_between_insert_and_commit_the_repeated_range_counts_once() throws Exception {
        own.append("a", "b", "c");
        own.consumeUntil(3);

        own.note(new Intent(0, 2, 1));
        own.consumeUntil(3);

        assertThat(own.rows()).isEqualTo(3);
        assertThat(own.requests()).as("in the rollup").isEqualTo(3);
    }

    /** The control: were the token not the same, the same state would count twice, and the test above would see it. */
    @Test
    void under_another_token_the_repeated_range_would_count_twice() throws Exception {
        own.append("a", "b", "c");
        own.consumeUntil(3);

        own.note(new Intent(0, 2, 2));
        own.consumeUntil(3);

        assertThat(own.rows()).isEqualTo(6);
        assertThat(own.requests()).isEqualTo(6);
    }

    @Test
    void a_log_that_begins_anew_is_not_taken_for_the_old_one() throws Exception {
        own.append("a", "b");
        own.consumeUntil(2);
        own.loseLog();

        own.append("c", "d");
        own.consumeUntil(2);

        assertThat(own.rows()).isEqualTo(4);
        assertThat(own.requests()).isEqualTo(4);
    }

    @Test
    void the_ledger_tells_rows_copies_and_dead_letters() throws Exception {
        own.append("a", "b", "a");
        own.appendBytes("no protobuf".getBytes(StandardCharsets.UTF_8));

        own.consumeUntil(4);

        assertThat(own.ledger("count()")).as("ranges").isGreaterThanOrEqualTo(1);
        assertThat(own.ledger("sum(rows)")).isEqualTo(2);
        assertThat(own.ledger("sum(copies)")).isEqualTo(1);
        assertThat(own.ledger("sum(dead_letters)")).isEqualTo(1);
        assertThat(own.ledger("sum(last_offset - first_offset + 1)")).isEqualTo(4);
    }

    @Test
    void a_repeated_range_stands_in_the_ledger_once() throws Exception {
        own.append("a", "b");
        own.consumeUntil(2);

        own.note(new Intent(0, 1, 1));
        own.consumeUntil(2);

        assertThat(own.ledger("sum(rows)")).isEqualTo(2);
    }

    @Test
    void a_noted_range_that_has_left_kafka_unwritten_is_lost_and_told() throws Exception {
        own.append("a", "b", "c", "d");
        own.note(new Intent(0, 2, 1));
        own.deleteBelow(3);

        own.consumeUntil(4);

        assertThat(own.rows()).as("what was still there").isEqualTo(1);
        assertThat(own.lostRecords()).isEqualTo(3);
        assertThat(own.ledger("sum(last_offset - first_offset + 1 - rows)")).isEqualTo(3);
    }

    @Test
    void a_noted_range_that_was_written_before_it_left_kafka_is_complete() throws Exception {
        own.append("a", "b", "c", "d");
        own.consumeUntil(4);
        own.note(new Intent(0, 3, 1));
        own.change("TRUNCATE TABLE range_ledger");
        own.deleteBelow(4);

        own.consumeUntil(4);

        assertThat(own.rows()).isEqualTo(4);
        assertThat(own.lostRecords()).isZero();
        assertThat(own.ledger("sum(rows)")).isEqualTo(4);
    }

    @Test
    void what_kafka_still_has_of_a_noted_range_is_written() throws Exception {
        own.append("a", "b", "c", "d");
        own.note(new Intent(0, 3, 1));
        own.deleteBelow(2);

        own.consumeUntil(4);

        assertThat(own.rows()).isEqualTo(2);
        assertThat(own.lostRecords()).isEqualTo(2);
    }

    @Test
    void at_least_once_neither_knows_copies_nor_blocks() throws Exception {
        var atLeastOnce = own.config(Map.of("stats.delivery", "at-least-once"));
        own.append("a", "b", "a");
        own.consumeUntil(3, atLeastOnce);

        own.note(new Intent(0, 2, 1));
        own.consumeUntil(3, atLeastOnce);

        assertThat(own.rows()).isEqualTo(6);
        assertThat(own.requests()).isEqualTo(6);
    }
}
