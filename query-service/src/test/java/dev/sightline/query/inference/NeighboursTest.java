package dev.sightline.query.inference;

import static dev.sightline.query.SampleInference.anInference;
import static dev.sightline.query.SampleInference.store;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.query.SampleInference;
import dev.sightline.query.TestEngines;
import dev.sightline.query.TestWorkspace;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestEngines.class)
class NeighboursTest {
    private static final Map<String, String> ONE_HOUR =
            Map.of("from", "2026-03-10T10:00:00Z", "until", "2026-03-10T11:00:00Z");

    private final TestWorkspace workspace = TestWorkspace.create();

    /** The list is, newest first: e, d, c, b, a; of line-2: e, c, a. Two are of one instant. */
    @BeforeEach
    void some_inferences() {
        store(
                at("09:59:59", "too-old"),
                at("10:00:00", "a").with("device_id", "line-2"),
                at("10:00:01", "b"),
                at("10:20:00", "c").with("device_id", "line-2"),
                at("10:59:59", "d"),
                at("10:59:59", "e").with("device_id", "line-2"),
                at("11:00:00", "too-new"));
    }

    @Test
    void those_on_either_side_come_nearest_first() {
        var around = neighbours("c", Map.of());

        assertThat(around.getList("newer.inference_id")).isEqualTo(List.of("d", "e"));
        assertThat(around.getList("older.inference_id")).isEqualTo(List.of("b", "a"));
    }

    @Test
    void of_one_instant_each_is_the_others_neighbour() {
        assertThat(neighbours("d", Map.of("limit", 1)).getString("newer[0].inference_id"))
                .isEqualTo("e");
        assertThat(neighbours("e", Map.of("limit", 1)).getString("older[0].inference_id"))
                .isEqualTo("d");
    }

    @Test
    void they_pass_the_filters_even_where_the_one_between_does_not() {
        var around = neighbours("b", Map.of("device_id", "line-2"));

        assertThat(around.getList("newer.inference_id")).isEqualTo(List.of("c", "e"));
        assertThat(around.getList("older.inference_id")).isEqualTo(List.of("a"));
    }

    @Test
    void at_the_ends_of_the_list_there_are_none() {
        assertThat(neighbours("e", Map.of()).getList("newer")).isEmpty();
        assertThat(neighbours("a", Map.of()).getList("older")).isEmpty();
    }

    @Test
    void what_is_not_there_or_cannot_be_meant_is_refused() {
        var path = "/api/v1/inferences/c/neighbours";
        var program = workspace.asProgram();

        program.queryParams(ONE_HOUR)
                .get("/api/v1/inferences/nobodys/neighbours")
                .then()
                .statusCode(404);
        workspace.asProgram().queryParam("limit", 21).get(path).then().statusCode(422);
        workspace.asProgram().queryParam("devise_id", "x").get(path).then().statusCode(422);
        TestWorkspace.create()
                .asProgram()
                .queryParams(ONE_HOUR)
                .get(path)
                .then()
                .statusCode(404);
    }

    private SampleInference at(String time, String id) {
        return anInference(workspace, "2026-03-10T" + time + "Z").with("inference_id", id);
    }

    private JsonPath neighbours(String id, Map<String, ?> more) {
        Map<String, Object> parameters = new HashMap<>(ONE_HOUR);
        parameters.putAll(more);
        return workspace.get("/api/v1/inferences/" + id + "/neighbours", parameters);
    }
}
