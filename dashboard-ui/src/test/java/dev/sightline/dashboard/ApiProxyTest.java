package dev.sightline.dashboard;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(Upstreams.class)
class ApiProxyTest {

    @ParameterizedTest
    @CsvSource({
        "/api/v1/overview, query-service",
        "/api/v1/devices, query-service",
        "/api/v1/devices/states, alert-service",
        "/api/v1/alert-rules, alert-service",
        "/api/v1/alert-rules/templates, alert-service",
        "/api/v1/incidents?state=open, alert-service",
        "/api/v1/incidents/137d0dee-0000-4000-8000-000000000001, alert-service",
        "/api/v1/deliveries, alert-service",
        "/api/v1/alerts/unsubscribe?token=t, alert-service",
        "/api/v1/operations/integrity, stats-service",
        "/api/v1/operations/dead-letters?limit=2, stats-service",
        "/api/v1/nothing/of/ours, query-service",
    })
    void each_address_goes_to_the_service_that_answers_it(String path, String service) {
        Response answer = given().get(path);

        assertThat(answer.jsonPath().getString("service")).isEqualTo(service);
    }

    @Test
    void path_and_query_arrive_as_they_were_sent() {
        Response answer = given().urlEncodingEnabled(false).get("/api/v1/inferences?model_id=hard-hat%2F3&limit=50");

        assertThat(answer.jsonPath().getString("uri")).isEqualTo("/api/v1/inferences?model_id=hard-hat%2F3&limit=50");
    }

    @Test
    void a_body_and_the_cookie_pass_and_so_do_status_and_cookie_of_the_answer() {
        Response answer = given().header("Cookie", "sightline_session=before")
                .header("X-Sightline", "1")
                .contentType("application/json")
                .body("{\"name\":\"line 3\"}")
                .post("/api/v1/api-keys");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.header("Set-Cookie")).startsWith("sightline_session=token");
        JsonPath asked = answer.jsonPath();
        assertThat(asked.getString("body")).isEqualTo("{\"name\":\"line 3\"}");
        assertThat(asked.getString("headers.cookie")).isEqualTo("sightline_session=before");
        assertThat(asked.getString("headers.'x-sightline'")).isEqualTo("1");
    }

    @Test
    void the_service_learns_how_the_browser_came() {
        Response answer = given().get("/api/v1/session");

        JsonPath headers = answer.jsonPath();
        assertThat(headers.getString("headers.'x-forwarded-for'")).isEqualTo("127.0.0.1");
        assertThat(headers.getString("headers.'x-forwarded-proto'")).isEqualTo("http");
        assertThat(headers.getString("headers.'x-forwarded-host'")).isEqualTo("127.0.0.1:" + RestAssured.port);
    }

    @Test
    void what_a_proxy_in_front_said_about_the_browser_stays() {
        Response answer = given().header("X-Forwarded-For", "203.0.113.7")
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "sightline.example.com")
                .get("/api/v1/session");

        JsonPath headers = answer.jsonPath();
        assertThat(headers.getString("headers.'x-forwarded-for'")).isEqualTo("203.0.113.7, 127.0.0.1");
        assertThat(headers.getString("headers.'x-forwarded-proto'")).isEqualTo("https");
        assertThat(headers.getString("headers.'x-forwarded-host'")).isEqualTo("sightline.example.com");
    }

    @Test
    void the_services_own_caching_rules_stay() {
        Response answer = given().get("/api/v1/session");

        assertThat(answer.headers().getValues("Cache-Control")).containsExactly("no-store");
    }

    @Test
    void answers_of_the_services_are_guarded_as_pages_are() {
        Response answer = given().get("/api/v1/session");

        assertThat(answer.headers().getValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(answer.headers().getValues("Referrer-Policy")).containsExactly("same-origin");
        assertThat(answer.headers().getValues("Content-Security-Policy"))
                .singleElement()
                .satisfies(policy -> assertThat(policy).contains("default-src 'none'", "frame-ancestors 'none'"));
    }

    /** Cut off, it takes its connection with it. */
    @Test
    void a_request_that_is_given_up_can_take_no_other_with_it() {
        Response first = given().get("/api/v1/session");
        Response second = given().get("/api/v1/session");

        assertThat(second.jsonPath().getInt("port"))
                .as("the port of its connection")
                .isNotEqualTo(first.jsonPath().getInt("port"));
        assertThat(first.header("Connection"))
                .as("the browser's own connection")
                .isNull();
    }

    @Test
    void an_answer_that_a_service_breaks_off_does_not_look_whole() {
        assertThatThrownBy(() -> given().get("/api/v1/inferences/export").asString())
                .isInstanceOf(Exception.class);
    }
}
