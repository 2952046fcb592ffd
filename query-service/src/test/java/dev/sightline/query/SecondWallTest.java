package dev.sightline.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.contract.access.Role;
import dev.sightline.query.caller.Caller;
import dev.sightline.query.caller.CurrentCaller;
import dev.sightline.query.clickhouse.ClickHouse;
import dev.sightline.query.clickhouse.Parameters;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What ClickHouse itself shows to the user who asks for callers, whatever the SQL forgets. */
@QuarkusTest
@QuarkusTestResource(TestEngines.class)
class SecondWallTest {
    private static final String TABLES = """
            SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree'
            """;

    private final ClickHouse clickHouse;
    private final CurrentCaller caller;
    private final TestWorkspace ours = TestWorkspace.create();
    private final TestWorkspace theirs = TestWorkspace.create();

    SecondWallTest(ClickHouse clickHouse, CurrentCaller caller) {
        this.clickHouse = clickHouse;
        this.caller = caller;
    }

    /**
     * Rows without anything in them, for whoever asks about all workspaces. They are of 1970 and alone in their partitions;
     * to delete them by their workspace would go through all days that other tests have filled.
     */
    @AfterEach
    void leaveNothingBehind() {
        for (var table : clickHouse.rowsOfAll(TABLES, new Parameters(), Table.class)) {
            if (!table.name().equals("range_ledger")) {
                String partitions = "SELECT DISTINCT _partition_id AS id FROM %s WHERE workspace IN ('%s', '%s')"
                        .formatted(table.name(), ours.slug(), theirs.slug());
                for (var partition : clickHouse.rowsOfAll(partitions, new Parameters(), Partition.class)) {
                    TestEngines.clickHouse(
                            "ALTER TABLE %s DROP PARTITION ID '%s'".formatted(table.name(), partition.id()));
                }
            }
        }
    }

    private record Partition(String id) {}

    private record Table(String name) {}

    private record Row(String workspace) {}

    /** All that there are: a new one is either bound to a workspace, or not to be read at all. */
    @Test
    void a_question_that_forgets_its_workspace_sees_that_workspace_alone() {
        caller.enter(new Caller.Member(ours.slug(), UUID.randomUUID(), Role.OWNER, UUID.randomUUID()));
        var tables = clickHouse.rowsOfAll(TABLES, new Parameters(), Table.class);
        assertThat(tables).hasSizeGreaterThan(10);

        for (var table : tables) {
            if (table.name().equals("range_ledger")) {
                assertThatThrownBy(() -> clickHouse.rows("SELECT * FROM range_ledger", new Parameters(), Row.class))
                        .as("of no workspace, so for nobody")
                        .isInstanceOf(IllegalStateException.class);
                continue;
            }
            TestEngines.clickHouse("INSERT INTO %s (workspace) VALUES ('%s'), ('%s')"
                    .formatted(table.name(), ours.slug(), theirs.slug()));
            var everything = "SELECT DISTINCT workspace FROM %s WHERE workspace IN ('%s', '%s')"
                    .formatted(table.name(), ours.slug(), theirs.slug());

            assertThat(clickHouse.rowsOfAll(everything, new Parameters(), Row.class))
                    .as("what is in %s", table.name())
                    .hasSize(2);
            assertThat(clickHouse.rows("SELECT DISTINCT workspace FROM " + table.name(), new Parameters(), Row.class))
                    .as("what is seen of %s", table.name())
                    .containsExactly(new Row(ours.slug()));
        }
    }

    @Test
    void a_question_that_is_bound_to_no_workspace_sees_nothing() {
        TestEngines.clickHouse("INSERT INTO inference (workspace) VALUES ('%s')".formatted(ours.slug()));

        var answer = reader("SELECT count() FROM inference");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asString().strip()).isEqualTo("0");
    }

    @Test
    void nothing_but_the_named_tables_can_be_read_and_none_be_written() {
        for (String forbidden : List.of(
                "SELECT count() FROM inference_to_rollup_minute",
                "INSERT INTO inference (workspace) VALUES ('any')",
                "ALTER TABLE inference DELETE WHERE 1",
                "DROP TABLE inference",
                "CREATE TABLE mine (n UInt8) ENGINE = Memory")) {
            assertThat(reader(forbidden).statusCode()).as(forbidden).isNotEqualTo(200);
        }
    }

    private static Response reader(String sql) {
        return RestAssured.given()
                .baseUri(TestEngines.environment("SIGHTLINE_CLICKHOUSE_URL"))
                .port(URI.create(TestEngines.environment("SIGHTLINE_CLICKHOUSE_URL"))
                        .getPort())
                .header("X-ClickHouse-User", "sightline_query")
                .header("X-ClickHouse-Key", TestEngines.environment("SIGHTLINE_CLICKHOUSE_QUERY_PASSWORD"))
                .queryParam("database", "sightline_query_test")
                .contentType("text/plain")
                .body(sql)
                .post("/");
    }
}
