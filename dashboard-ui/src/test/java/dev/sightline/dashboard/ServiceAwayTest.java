package dev.sightline.dashboard;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ServiceAwayTest.NobodyListens.class)
class ServiceAwayTest {

    @Test
    void a_service_that_is_away_is_named_and_said_to_be_worth_another_try() {
        Response answer = given().get("/api/v1/overview");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.header("Retry-After")).isEqualTo("2");
        assertThat(answer.jsonPath().getString("detail")).contains("query-service");
    }

    /** Keys and the codes of providers come in what is asked. */
    @Test
    void the_log_says_the_path_and_not_what_was_asked() {
        List<String> logged = new CopyOnWriteArrayList<>();
        var log = Logger.getLogger(AwayAnswer.class.getName());
        var handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                logged.add(new PatternFormatter("%s").format(ExtLogRecord.wrap(record)));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        log.addHandler(handler);
        try {
            given().get("/api/v1/sign-in/provider/callback?code=between-ourselves");
        } finally {
            log.removeHandler(handler);
        }

        assertThat(logged)
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("path=/api/v1/sign-in/provider/callback")
                        .doesNotContain("between-ourselves"));
    }

    @Test
    void the_pages_stand_while_services_are_away() {
        Response page = given().get("/models");

        assertThat(page.statusCode()).isEqualTo(200);
    }

    public static class NobodyListens implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            // Port 1 is reserved, and nothing listens there.
            return Map.of("dashboard.query-url", "http://127.0.0.1:1", "dashboard.alert-url", "http://127.0.0.1:1");
        }
    }
}
