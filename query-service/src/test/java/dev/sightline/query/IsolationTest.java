package dev.sightline.query;

import static dev.sightline.query.SampleInference.anInference;
import static dev.sightline.query.SampleInference.insert;
import static dev.sightline.query.SampleInference.store;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contract.ApiOperation;
import dev.sightline.contract.access.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every operation of the API's own description, asked with all that one may know of another workspace: its ids, names,
 * cursors and filters. The answer is the same as for what nobody has, so that not even its existence shows.
 */
@QuarkusTest
@QuarkusTestResource(TestEngines.class)
class IsolationTest {
    /** In everything of theirs that no request here names. */
    private static final String SECRET = "between-ourselves";

    /** They are about no workspace's data: they take a password, the secret of a mail's link, or the caller's own session. */
    private static final Set<String> AT_THE_DOOR = Set.of(
            "signIn",
            "signOut",
            "getSignInOptions",
            "startProviderSignIn",
            "finishProviderSignIn",
            "getSession",
            "changePassword",
            "lookAtInvitation",
            "acceptInvitation",
            "forgetPassword",
            "setForgottenPassword",
            "measurePassword");

    /** Names nothing of anybody's, and has no end; LiveTest shows that it speaks of its own workspace alone. */
    private static final String STREAM = "listenToEvents";

    private static final Map<String, String> SPAN =
            Map.of("from", "2026-03-10T10:00:00Z", "until", "2026-03-10T11:00:00Z");

    private static final Map<String, String> WINDOW = Map.of(
            "from", "2026-03-10T10:00:00Z",
            "until", "2026-03-10T11:00:00Z",
            "startTime", "2026-03-10 10:00:00",
            "endTime", "2026-03-10 11:00:00");

    /** What is asked with, by the names that one knows. */
    private static final Map<String, Function<Map<String, String>, Map<String, ?>>> BODIES = Map.of(
            "createApiKey", _ -> Map.of("name", "another", "scopes", List.of("read")),
            "setInferenceMetadata", _ -> Map.of("metadata", Map.of("camera", "c1")),
            "saveView", _ -> Map.of("name", "another", "search", ""),
            "invite", names -> Map.of("email", names.get("email"), "role", "viewer"),
            "changeMemberRole", _ -> Map.of("role", "viewer"),
            "changeRetention", _ -> Map.of("rows_days", 3650),
            // A slug that is taken is said to be taken, whoever has it (ADR 11).
            "createWorkspace", names -> Map.of("name", "another", "slug", "new-" + names.get("workspace")),
            "switchWorkspace", names -> Map.of("slug", names.get("workspace")));

    /** Of what another workspace may have. */
    private static final Set<String> NAMES = Set.of(
            "cursor",
            "class",
            "device_id",
            "error_type",
            "field",
            "inference_id",
            "model_id",
            "model_type",
            "modelNames",
            "project",
            "server_id",
            "server_version",
            "source",
            "source_info",
            "stream_id",
            "tag",
            "version",
            "workflow_id",
            "workspace");

    /** What says how to answer, and names nothing of anybody's. */
    private static final Set<String> MANNERS = Set.of(
            "by", "format", "has_image", "is_error", "limit", "occurred_at", "response_index", "size", "time_zone");

    private static final Pattern RANGE = Pattern.compile(".*_(from|below)");

    private final TestWorkspace theirs = TestWorkspace.create();
    private final UUID theirId = UUID.randomUUID();
    private final String theirEmail = theirs.person(Role.OWNER);
    private final String theirPerson = TestWorkspace.personId(theirEmail);
    private String us = "";
    private String them = "";

    @BeforeEach
    void sign_in() {
        us = TestWorkspace.signIn(TestWorkspace.create().person(Role.OWNER));
        them = TestWorkspace.signIn(theirEmail);
    }

    @BeforeEach
    void they_have_something_everywhere() {
        store(
                anInference(theirs, "2026-03-10T10:00:00Z")
                        .of("theirs-model", "7")
                        .with("inference_id", "theirs-inference")
                        .with("device_id", "theirs-device")
                        .with("tags", List.of("theirs-tag"))
                        .with("source", "theirs-source")
                        .with("metadata", Map.of("theirs-field", SECRET))
                        .predictions(List.of("theirs-class", SECRET), 0.9, 0.8),
                anInference(theirs, "2026-03-10T10:00:01Z")
                        .of(SECRET, "1")
                        .with("device_id", SECRET)
                        .confidences(0.5),
                anInference(theirs, "2026-03-10T10:00:02Z").of("theirs-model", "7"));
        insert(
                "inference_image",
                List.of(Map.of(
                        "workspace",
                        theirs.slug(),
                        "inference_id",
                        "theirs-inference",
                        "received_at",
                        "2099-01-01T00:00:00Z",
                        "object_key",
                        theirs.slug() + '/' + SECRET)));
    }

    /** All with one id, which is what one may know of them. */
    @BeforeEach
    void they_have_settings() {
        var at = OffsetDateTime.now(ZoneOffset.UTC);
        var person = UUID.fromString(theirPerson);
        TestEngines.postgres("UPDATE workspace SET name = ? WHERE id = ?", SECRET, theirs.id());
        TestEngines.postgres("UPDATE person SET name = ? WHERE id = ?", SECRET, person);
        TestEngines.postgres(
                "INSERT INTO api_key (id, workspace, name, hash, hint, scopes, created_at, changed_at)"
                        + " VALUES (?, ?, ?, ?, 'hint', '{read}', ?, ?)",
                theirId,
                theirs.slug(),
                SECRET,
                UUID.randomUUID().toString(),
                at,
                at);
        TestEngines.postgres(
                "INSERT INTO saved_view VALUES (?, ?, ?, ?, '', ?)", theirId, theirs.slug(), person, SECRET, at);
        TestEngines.postgres(
                "INSERT INTO invitation (id, workspace_id, email, role, created_at, expires_at)"
                        + " VALUES (?, ?, ?, 'VIEWER', ?, ?)",
                theirId,
                theirs.id(),
                SECRET + "@example.com",
                at,
                at.plusDays(7));
        TestEngines.postgres(
                "INSERT INTO person_session (id, person_id, workspace_id, signed_in_at, last_used_at, expires_at,"
                        + " browser, address) VALUES (?, ?, ?, ?, ?, ?, ?, '203.0.113.7')",
                theirId,
                person,
                theirs.id(),
                at,
                at,
                at.plusDays(7),
                SECRET);
        for (String action : List.of("api_key_created", "member_invited")) {
            TestEngines.postgres(
                    "INSERT INTO audit_entry (id, workspace, at, action, subject, address)"
                            + " VALUES (?, ?, ?, ?, ?, '203.0.113.7')",
                    UUID.randomUUID(),
                    theirs.slug(),
                    at,
                    action,
                    SECRET);
        }
    }

    /** What is new here belongs into one of the lists above: nothing is asked with names that the walk does not know. */
    @Test
    void every_operation_can_be_asked_with_their_names() {
        for (var operation : behindTheDoor()) {
            assertThat(theirNames().keySet()).as("path of %s", operation).containsAll(operation.inPath());
            assertThat(operation.inQuery())
                    .as("query of %s", operation)
                    .allMatch(name -> NAMES.contains(name)
                            || WINDOW.containsKey(name)
                            || MANNERS.contains(name)
                            || RANGE.matcher(name).matches());
            assertThat(operation.hasBody()).as("body of %s", operation).isEqualTo(BODIES.containsKey(operation.id()));
        }
    }

    @Test
    void what_is_anothers_is_nobodys() {
        var nobodys = named("nobodys");
        nobodys.putAll(Map.of(
                "workspace",
                "nobodys-workspace",
                "id",
                UUID.randomUUID().toString(),
                "person_id",
                UUID.randomUUID().toString(),
                "email",
                UUID.randomUUID() + "@example.com",
                "cursor",
                "bm9ib2R5cw.bm9ib2R5cw"));
        var known = theirNames();

        for (var operation : behindTheDoor()) {
            for (var names : questions(operation)) {
                var asked = "%s with %s".formatted(operation, names);
                var answer = ask(us, operation, known, names);
                var expected = ask(us, operation, nobodys, names);

                assertThat(answer.asString()).as(asked).doesNotContain(SECRET);
                assertThat(answer.statusCode()).as(asked).isEqualTo(expected.statusCode());
                if (!names.isEmpty()) {
                    assertThat(without(known, answer)).as(asked).isEqualTo(without(nobodys, expected));
                }
            }
        }
        for (String untouched : List.of(
                "api_key WHERE revoked_at IS NULL AND id",
                "invitation WHERE revoked_at IS NULL AND revision = 1 AND id",
                "person_session WHERE ended_at IS NULL AND id",
                "saved_view WHERE id")) {
            assertThat(TestEngines.number("SELECT count(*) FROM " + untouched + " = '" + theirId + "'"))
                    .as(untouched)
                    .isEqualTo(1);
        }
        assertThat(TestEngines.number("SELECT count(*) FROM membership WHERE role = 'OWNER' AND workspace_id = '"
                        + theirs.id() + "' AND person_id = '" + theirPerson + "'"))
                .as("their member")
                .isEqualTo(1);
    }

    /** Otherwise the walk above would find nothing, however much there is to be found. */
    @Test
    void they_themselves_find_it_by_the_same_questions() {
        var known = theirNames();
        Set<String> told = new TreeSet<>();

        for (var operation : behindTheDoor()) {
            for (var names : questions(operation)) {
                if (operation.method().equals("get")
                        && ask(them, operation, known, names).asString().contains(SECRET)) {
                    told.add(operation.id());
                }
            }
        }

        assertThat(told)
                .contains(
                        "listApiKeys",
                        "listAuditLog",
                        "listInvitations",
                        "listMembers",
                        "listSavedViews",
                        "listSessions",
                        "listWorkspaces",
                        "listClasses",
                        "listDevices",
                        "listModels",
                        "listInferences",
                        "listInferenceFacets",
                        "getInference",
                        "listMetadataFields",
                        "getMetadataBreakdown");
    }

    private static Map<String, String> named(String whose) {
        Map<String, String> names = new HashMap<>();
        NAMES.forEach(name -> names.put(name, whose + '-' + name.replace("_id", "")));
        names.put("project", whose + "-model");
        names.put("modelNames", whose + "-model");
        names.put("model_id", whose + "-model/7");
        return names;
    }

    private Map<String, String> theirNames() {
        var names = named("theirs");
        names.putAll(Map.of(
                "workspace", theirs.slug(),
                "id", theirId.toString(),
                "person_id", theirPerson,
                "email", theirEmail,
                "cursor", theirCursor("/api/v1/inferences", SPAN),
                "cursor of listAuditLog", theirCursor("/api/v1/audit-log", Map.of())));
        return names;
    }

    private String theirCursor(String path, Map<String, String> window) {
        return given().cookie("sightline_session", them)
                .queryParams(window)
                .queryParam("limit", 1)
                .get(path)
                .jsonPath()
                .getString("next_cursor");
    }

    private static List<ApiOperation> behindTheDoor() {
        return TestWorkspace.operations().stream()
                .filter(operation ->
                        !AT_THE_DOOR.contains(operation.id()) && !operation.id().equals(STREAM))
                .toList();
    }

    /** With nothing of theirs but the path, with each of their names that it takes, and with all at once. */
    private static List<List<String>> questions(ApiOperation operation) {
        var names = operation.inQuery().stream().filter(NAMES::contains).toList();
        List<List<String>> questions = new ArrayList<>(List.of(operation.inPath(), names));
        if (operation.id().equals("switchWorkspace")) {
            questions.add(List.of("workspace"));
        }
        names.forEach(name -> questions.add(List.of(name)));
        return questions.stream().distinct().toList();
    }

    private static Response ask(
            String session, ApiOperation operation, Map<String, String> names, List<String> chosen) {
        var request = given().cookie("sightline_session", session).header("X-Sightline", "1");
        operation.inPath().forEach(name -> request.pathParam(name, names.get(name)));
        operation.inQuery().forEach(name -> {
            if (chosen.contains(name)) {
                request.queryParam(
                        name, names.getOrDefault("%s of %s".formatted(name, operation.id()), names.get(name)));
            } else if (WINDOW.containsKey(name) && !chosen.contains("cursor")) {
                request.queryParam(name, WINDOW.get(name));
            }
        });
        if (BODIES.containsKey(operation.id())) {
            request.contentType(ContentType.JSON)
                    .body(BODIES.get(operation.id()).apply(names));
        }
        return request.request(operation.method().toUpperCase(Locale.ROOT), operation.path());
    }

    /** A refusal repeats what was asked for. */
    private static String without(Map<String, String> names, Response answer) {
        String text = answer.asString();
        for (String name : names.values()) {
            text = text.replace(name, "?");
        }
        return text;
    }
}
