package dev.sightline.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contract.ApiOperation;
import dev.sightline.contract.access.ApiKey;
import dev.sightline.contract.access.Role;
import io.quarkus.elytron.security.common.BcryptUtil;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A workspace of one test's own, with people in it. */
public record TestWorkspace(String slug, UUID id) {
    public static final String PASSWORD = "a password";
    private static final String HASH = BcryptUtil.bcryptHash(PASSWORD, 4);
    private static final SecureRandom RANDOM = new SecureRandom();

    public static TestWorkspace create() {
        var id = UUID.randomUUID();
        String slug = "w" + id.toString().substring(0, 8);
        TestEngines.postgres("INSERT INTO workspace VALUES (?, ?, ?)", id, slug, "Workspace of a test");
        return new TestWorkspace(slug, id);
    }

    /** Adds a person; the result is the e-mail. */
    public String person(Role role) {
        var person = UUID.randomUUID();
        String email = person + "@example.com";
        TestEngines.postgres("INSERT INTO person VALUES (?, ?, ?, ?)", person, email, "Some One", HASH);
        TestEngines.postgres("INSERT INTO membership VALUES (?, ?, ?, ?)", UUID.randomUUID(), person, id, role.name());
        return email;
    }

    /** The id of a person. */
    public static String personId(String email) {
        return TestEngines.text("SELECT id FROM person WHERE email = '" + email + "'");
    }

    /** Adds an API key; the result is the key itself. */
    public String key(String... scopes) {
        String key = ApiKey.generate(RANDOM);
        TestEngines.postgres(
                "INSERT INTO api_key (id, workspace, name, hash, hint, scopes, created_at, changed_at)"
                        + " VALUES (?, ?, 'a key', ?, ?, ?, ?, ?)",
                UUID.randomUUID(),
                slug,
                ApiKey.hash(key),
                ApiKey.hint(key),
                scopes,
                OffsetDateTime.now(ZoneOffset.UTC),
                OffsetDateTime.now(ZoneOffset.UTC));
        return key;
    }

    /** A request of someone signed in, from our own page. */
    public RequestSpecification as(Role role) {
        return requestOf(signIn(person(role)));
    }

    /** A request with a session, from our own page. */
    public static RequestSpecification requestOf(String session) {
        return given().cookie("sightline_session", session).header("X-Sightline", "1");
    }

    /** The id in a session's token. */
    public static String sessionId(String session) {
        String claims = new String(Base64.getUrlDecoder().decode(session.split("\\.", 3)[1]), StandardCharsets.UTF_8);
        return JsonPath.from(claims).getString("sid");
    }

    /** Makes somebody, who may be in another workspace already, a member. */
    public void add(String email, Role role) {
        TestEngines.postgres(
                "INSERT INTO membership SELECT ?, id, ?, ? FROM person WHERE email = ?",
                UUID.randomUUID(),
                id,
                role.name(),
                email);
    }

    /** A program's request. */
    public RequestSpecification asProgram() {
        return given().header("Authorization", "Bearer " + key("read"));
    }

    /** What a program gets at a path. */
    public JsonPath get(String path, Map<String, ?> parameters) {
        return asProgram()
                .queryParams(parameters)
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath(JsonPathConfig.jsonPathConfig().numberReturnType(JsonPathConfig.NumberReturnType.DOUBLE));
    }

    /** What can be asked of the service. */
    static List<ApiOperation> operations() {
        var operations = ApiOperation.in(
                given().accept("application/json").get("/q/openapi").asString());
        assertThat(operations).hasSizeGreaterThan(40);
        return operations;
    }

    public static String signIn(String email) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("email", email, "password", PASSWORD))
                .post("/api/v1/session")
                .then()
                .statusCode(200)
                .extract()
                .cookie("sightline_session");
    }
}
