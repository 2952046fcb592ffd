package dev.sightline.ingest.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.ingest.Camera;
import dev.sightline.ingest.Engines;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Engines.class)
class WorkspaceResourceTest {
    private final Camera client = Camera.withNewKey();

    @Test
    void a_key_names_its_workspace_to_servers_and_to_the_sdk() {
        var toServer = client.get("/");
        var toSdk = Camera.send(Camera.to("/?api_key=" + client.key()).POST(HttpRequest.BodyPublishers.noBody()));

        assertThat(toServer.statusCode()).isEqualTo(200);
        assertThat(toServer.json().get("workspace").asText()).isEqualTo(client.workspace());
        assertThat(toSdk.statusCode()).isEqualTo(200);
        assertThat(toSdk.json()).isEqualTo(toServer.json());
    }

    @Test
    void the_sdk_is_shown_its_workspace() {
        var shown = client.get('/' + client.workspace());

        assertThat(shown.response().body())
                .isEqualTo("{\"workspace\":{\"name\":\"%1$s\",\"url\":\"%1$s\",\"projects\":[]}}"
                        .formatted(client.workspace()));
    }

    @Test
    void nobody_is_shown_another_workspace_and_without_a_key_none() {
        client.get("/someone-else").isProblem(403, "other-workspace");
        Camera.withKey(Camera.newKey()).get("/").isProblem(401, "unknown-api-key");
        Camera.send(Camera.to("/").POST(HttpRequest.BodyPublishers.noBody())).isProblem(401, "no-api-key");
    }
}
