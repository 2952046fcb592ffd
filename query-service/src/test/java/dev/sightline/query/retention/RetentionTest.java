package dev.sightline.query.retention;

import static dev.sightline.query.SampleInference.anInference;
import static dev.sightline.query.SampleInference.store;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contract.access.Role;
import dev.sightline.contract.access.WorkspaceRetentionSet;
import dev.sightline.contract.events.Topics;
import dev.sightline.query.TestEngines;
import dev.sightline.query.TestTopic;
import dev.sightline.query.TestWorkspace;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestEngines.class)
class RetentionTest {
    private final TestWorkspace workspace = TestWorkspace.create();
    private String session;

    @BeforeEach
    void signIn() {
        session = TestWorkspace.signIn(workspace.person(Role.OWNER));
    }

    @Test
    void a_workspace_keeps_things_as_long_as_the_installation_until_an_owner_says_otherwise() {
        assertThat(owner().get("/api/v1/retention").jsonPath().getMap("")).isEqualTo(days(null, null, null));

        keep(days(30, 200, 7)).then().statusCode(200);

        assertThat(owner().get("/api/v1/retention").jsonPath().getMap("")).isEqualTo(days(30, 200, 7));
        assertThat(owner().get("/api/v1/audit-log").jsonPath().getString("entries[0].detail"))
                .isEqualTo("inferences 30 days, figures 200 days, images 7 days");
    }

    @Test
    void what_is_too_old_for_a_workspace_is_not_shown_to_it_and_is_to_others() {
        var now = Instant.now();
        var other = TestWorkspace.create();
        for (var one : List.of(workspace, other)) {
            store(
                    anInference(one, now.minus(Duration.ofDays(6))).with("inference_id", "old"),
                    anInference(one, now.minus(Duration.ofHours(1))).with("inference_id", "new"));
        }

        keep(days(4, 5, 4)).then().statusCode(200);

        var span = Map.of("from", now.minus(Duration.ofDays(10)).toString(), "until", now.toString());
        assertThat(workspace.get("/api/v1/inferences", span).getList("inferences.inference_id"))
                .isEqualTo(List.of("new"));
        assertThat(workspace.get("/api/v1/overview", span).getDouble("requests.value"))
                .isEqualTo(1);
        workspace.asProgram().get("/api/v1/inferences/old").then().statusCode(404);
        assertThat(other.get("/api/v1/inferences", span).getList("inferences.inference_id"))
                .isEqualTo(List.of("new", "old"));
        assertThat(other.get("/api/v1/overview", span).getDouble("requests.value"))
                .isEqualTo(2);
    }

    @Test
    void who_drops_partitions_is_told() throws Exception {
        keep(days(30, null, null)).then().statusCode(200);

        var told = TestTopic.of(Topics.WORKSPACE_RETENTION, workspace.slug()).getLast();
        assertThat(WorkspaceRetentionSet.parseFrom(told.orElseThrow()))
                .isEqualTo(WorkspaceRetentionSet.newBuilder()
                        .setWorkspace(workspace.slug())
                        .setRowsDays(30)
                        .build());
    }

    @Test
    void days_that_cannot_be_kept_are_refused_by_name() {
        assertThat(keep(days(1, null, null)).jsonPath().getString("field")).isEqualTo("rows_days");
        assertThat(keep(days(30, 29, null)).jsonPath().getString("expected"))
                .isEqualTo("at least rows_days, which is 30");
        assertThat(keep(days(30, null, 31)).jsonPath().getString("field")).isEqualTo("images_days");
        assertThat(keep(days(null, null, 0)).statusCode()).isEqualTo(422);
    }

    private RequestSpecification owner() {
        return TestWorkspace.requestOf(session);
    }

    private Response keep(Map<String, @Nullable Integer> days) {
        return owner().contentType(ContentType.JSON).body(days).put("/api/v1/retention");
    }

    private static Map<String, @Nullable Integer> days(
            @Nullable Integer rows, @Nullable Integer rollups, @Nullable Integer images) {
        var days = new HashMap<String, @Nullable Integer>();
        days.put("rows_days", rows);
        days.put("rollups_days", rollups);
        days.put("images_days", images);
        return days;
    }
}
