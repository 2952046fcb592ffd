package dev.sightline.query.answer;

import static dev.sightline.query.SampleInference.anInference;
import static dev.sightline.query.SampleInference.store;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contract.access.Role;
import dev.sightline.query.TestEngines;
import dev.sightline.query.TestWorkspace;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that need not be sent again. */
@QuarkusTest
@QuarkusTestResource(TestEngines.class)
class AnswerTagTest {
    private static final String WINDOW = "?from=2026-03-10T10:00:00Z&until=2026-03-10T11:00:00Z";

    private final TestWorkspace workspace = TestWorkspace.create();
    private String session;

    @BeforeEach
    void signIn() {
        session = TestWorkspace.signIn(workspace.person(Role.OWNER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"overview", "models", "classes", "devices", "inferences", "inferences/count", "metadata/fields"})
    void an_answer_is_sent_once_until_it_changes(String question) {
        store(anInference(workspace, "2026-03-10T10:00:00Z").confidences(0.5));
        var first = get(question, null);
        String tag = first.header("ETag");

        var second = get(question, "\"another\", " + tag);
        store(anInference(workspace, "2026-03-10T10:00:30Z")
                .with("device_id", "new")
                .of("b", "2")
                .confidences(0.9));
        var third = get(question, tag);

        assertThat(tag).matches("W/\"[0-9a-f]{32}\"");
        assertThat(first.header("Cache-Control")).isEqualTo("private, no-cache");
        assertThat(first.contentType()).startsWith("application/json");
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.asString()).isEmpty();
        assertThat(second.header("ETag")).isEqualTo(tag);
        if (!question.equals("metadata/fields")) {
            assertThat(third.statusCode()).isEqualTo(200);
            assertThat(third.header("ETag")).isNotEqualTo(tag);
        }
    }

    @Test
    void a_file_and_a_refusal_have_no_name() {
        store(anInference(workspace, "2026-03-10T10:00:00Z").confidences(0.5));

        assertThat(get("inferences/export", null).header("ETag")).isNull();
        assertThat(get("inferences/export", null).header("Cache-Control")).isEqualTo("no-store");
        assertThat(get("inferences/nobodys", null).header("ETag")).isNull();
    }

    @Test
    void what_one_has_of_a_workspace_does_not_count_in_another() {
        String tag = get("members", null).header("ETag");
        String other = TestWorkspace.signIn(TestWorkspace.create().person(Role.OWNER));

        assertThat(asked(other, tag).get("/api/v1/members").statusCode()).isEqualTo(200);
    }

    private Response get(String question, @Nullable String known) {
        return asked(session, known).get("/api/v1/" + question + WINDOW);
    }

    private static RequestSpecification asked(String session, @Nullable String known) {
        var request = TestWorkspace.requestOf(session);
        return known == null ? request : request.header("If-None-Match", known);
    }

    @Test
    void an_answer_says_how_long_clickhouse_took_for_it() {
        assertThat(get("overview", null).header("Server-Timing")).matches("clickhouse;dur=[0-9]+\\.[0-9]{3}");
    }
}
