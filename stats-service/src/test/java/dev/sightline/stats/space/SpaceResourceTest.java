package dev.sightline.stats.space;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.contract.access.Role;
import dev.sightline.contract.access.Session;
import dev.sightline.stats.TestEngines;
import dev.sightline.stats.TestSessions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestEngines.class)
class SpaceResourceTest {
    private static final String PATH = "/api/v1/operations/space";

    private final Space space;

    SpaceResourceTest(Space space) {
        this.space = space;
    }

    @Test
    void owners_are_told_how_much_room_is_left() throws InterruptedException {
        var said = space.look();

        var room = asked(Role.OWNER).jsonPath();
        assertThat(room.getString("level")).isIn("enough", "short", "no_images");
        assertThat(room.getDouble("disk_free")).isCloseTo(said.getDiskFree(), within(1e-6));
        assertThat(room.getString("as_of")).startsWith("20");
        assertThat(room.getString("image_bytes")).as("without a budget").isNull();
    }

    @Test
    void others_are_not() {
        given().get(PATH).then().statusCode(401);
        assertThat(asked(Role.EDITOR).statusCode()).isEqualTo(403);
    }

    private static Response asked(Role role) {
        return given().cookie(Session.COOKIE, TestSessions.of("acme", role)).get(PATH);
    }
}
