package dev.sightline.query;

import static io.restassured.RestAssured.given;
import static java.util.function.Predicate.not;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contract.ApiOperation;
import dev.sightline.contract.access.ApiKey;
import dev.sightline.contract.access.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every operation of the API's own description, asked by whoever may not. A new one that changes something stands in one of
 * the lists here, or the test fails.
 */
@QuarkusTest
@QuarkusTestResource(TestEngines.class)
class DoorTest {
    private static final Set<String> OPEN = Set.of(
            "signIn",
            "signOut",
            "getSignInOptions",
            "startProviderSignIn",
            "finishProviderSignIn",
            "lookAtInvitation",
            "acceptInvitation",
            "forgetPassword",
            "setForgottenPassword",
            "measurePassword");
    private static final Set<String> FOR_OWNERS = Set.of(
            "createApiKey",
            "revokeApiKey",
            "changeMemberRole",
            "removeMember",
            "invite",
            "listInvitations",
            "sendInvitationAgain",
            "revokeInvitation",
            "listAuditLog",
            "changeRetention");
    private static final Set<String> FOR_EDITORS = Set.of("setInferenceMetadata", "createWorkspace");

    /** What a person does about nobody but themselves, whatever their role. */
    private static final Set<String> ONES_OWN = Set.of(
            "getSession",
            "changePassword",
            "switchWorkspace",
            "listWorkspaces",
            "listSessions",
            "endSession",
            "endOtherSessions",
            "listSavedViews",
            "saveView",
            "removeSavedView");

    private static final Set<String> SETTINGS =
            Set.of("listApiKeys", "getApiKeyActivity", "listMembers", "getRetention");

    private final TestWorkspace workspace = TestWorkspace.create();

    @Test
    void without_a_session_or_key_nothing_is_told_but_what_leads_to_one() {
        for (var operation : TestWorkspace.operations()) {
            int status = ask(given(), operation);

            assertThat(status == 401).as("%s: %s", operation, status).isEqualTo(!OPEN.contains(operation.id()));
            assertThat(operation.isOpen()).as("described: %s", operation).isEqualTo(OPEN.contains(operation.id()));
        }
    }

    @Test
    void what_has_ended_opens_nothing() {
        for (var operation : behindTheDoor()) {
            ended().forEach((name, request) -> assertThat(ask(request, operation))
                    .as("%s with %s", operation, name)
                    .isEqualTo(401));
        }
    }

    @Test
    void a_role_opens_what_is_its_own() {
        String viewer = TestWorkspace.signIn(workspace.person(Role.VIEWER));
        String editor = TestWorkspace.signIn(workspace.person(Role.EDITOR));
        String owner = TestWorkspace.signIn(workspace.person(Role.OWNER));

        for (var operation : behindTheDoor()) {
            assertThat(operation.method().equals("get") || isListed(operation))
                    .as("%s changes something: list who may", operation)
                    .isTrue();
            boolean isForOwners = FOR_OWNERS.contains(operation.id());
            boolean isForEditors = FOR_EDITORS.contains(operation.id());
            assertThat(isRefused(TestWorkspace.requestOf(viewer), operation))
                    .as("%s by a viewer", operation)
                    .isEqualTo(isForOwners || isForEditors);
            assertThat(isRefused(TestWorkspace.requestOf(editor), operation))
                    .as("%s by an editor", operation)
                    .isEqualTo(isForOwners);
            assertThat(isRefused(TestWorkspace.requestOf(owner), operation))
                    .as("%s by an owner", operation)
                    .isFalse();
        }
    }

    @Test
    void a_key_opens_what_its_scope_says() {
        String ingest = workspace.key("ingest");
        String read = workspace.key("read");
        String admin = workspace.key("admin");

        for (var operation : behindTheDoor()) {
            boolean isSetting = FOR_OWNERS.contains(operation.id()) || SETTINGS.contains(operation.id());
            boolean isOfPeople =
                    ONES_OWN.contains(operation.id()) || operation.id().equals("createWorkspace");
            boolean isReading = !isSetting && !isOfPeople && operation.method().equals("get");
            assertThat(isRefused(program(ingest), operation))
                    .as("%s with the scope ingest", operation)
                    .isTrue();
            assertThat(isRefused(program(read), operation))
                    .as("%s with the scope read", operation)
                    .isEqualTo(!isReading);
            assertThat(isRefused(program(admin), operation))
                    .as("%s with the scope admin", operation)
                    .isEqualTo(!isSetting);
        }
    }

    @Test
    void nothing_is_changed_with_a_session_by_another_site() {
        String owner = TestWorkspace.signIn(workspace.person(Role.OWNER));
        for (var operation : TestWorkspace.operations()) {
            if (!operation.method().equals("get")) {
                var request = given().cookie("sightline_session", owner).header("Origin", "https://evil.example");
                assertThat(ask(request, operation)).as(operation.toString()).isEqualTo(403);
            }
        }
    }

    /** Each of them opened something once. */
    private Map<String, RequestSpecification> ended() {
        var past = OffsetDateTime.now(ZoneOffset.UTC).minusMinutes(1);
        String signedOut = TestWorkspace.signIn(workspace.person(Role.OWNER));
        TestWorkspace.requestOf(signedOut).delete("/api/v1/session").then().statusCode(204);
        String expiredSession = TestWorkspace.signIn(workspace.person(Role.OWNER));
        TestEngines.postgres(
                "UPDATE person_session SET expires_at = ? WHERE id = ?",
                past,
                UUID.fromString(TestWorkspace.sessionId(expiredSession)));
        String removed = workspace.person(Role.OWNER);
        String ofRemoved = TestWorkspace.signIn(removed);
        TestEngines.postgres(
                "DELETE FROM membership WHERE person_id = ?", UUID.fromString(TestWorkspace.personId(removed)));
        String expired = workspace.key("read", "ingest", "admin");
        TestEngines.postgres("UPDATE api_key SET expires_at = ? WHERE hash = ?", past, ApiKey.hash(expired));
        String revoked = workspace.key("read", "ingest", "admin");
        TestEngines.postgres("UPDATE api_key SET revoked_at = ? WHERE hash = ?", past, ApiKey.hash(revoked));
        return new TreeMap<>(Map.of(
                "a session that was signed out", TestWorkspace.requestOf(signedOut),
                "a session that expired", TestWorkspace.requestOf(expiredSession),
                "a session of somebody removed", TestWorkspace.requestOf(ofRemoved),
                "a token that somebody made up", TestWorkspace.requestOf(signedOut.substring(0, 40) + "x.y"),
                "an expired key", program(expired),
                "a revoked key", program(revoked),
                "a key that nobody has", program("sl_nobodys")));
    }

    private static boolean isListed(ApiOperation operation) {
        return Stream.of(FOR_OWNERS, FOR_EDITORS, ONES_OWN).anyMatch(list -> list.contains(operation.id()));
    }

    private static RequestSpecification program(String key) {
        return given().header("X-API-Key", key);
    }

    private static boolean isRefused(RequestSpecification request, ApiOperation operation) {
        int status = ask(request, operation);
        assertThat(status).as(operation.toString()).isNotEqualTo(401).isLessThan(500);
        return status == 403;
    }

    /** With nothing that is there, so that whoever gets through changes nothing. */
    private static int ask(RequestSpecification asked, ApiOperation operation) {
        if (operation.isStream()) {
            return TestStream.statusOf(asked, operation.path());
        }
        var request = given().spec(asked)
                .pathParams(operation.inPath().stream()
                        .collect(toMap(
                                Function.identity(), _ -> UUID.randomUUID().toString())));
        if (!operation.method().equals("get")) {
            request.contentType(ContentType.JSON).body(Map.of());
        }
        return request.request(operation.method().toUpperCase(Locale.ROOT), operation.path())
                .statusCode();
    }

    private static List<ApiOperation> behindTheDoor() {
        return TestWorkspace.operations().stream()
                .filter(not(ApiOperation::isOpen))
                .toList();
    }
}
