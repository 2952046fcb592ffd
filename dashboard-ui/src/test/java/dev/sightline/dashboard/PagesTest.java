package dev.sightline.dashboard;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Upstreams.class)
class PagesTest {
    private static final Pattern SCRIPT = Pattern.compile("src=\"(/assets/[^\"]+\\.js)\"");

    @ParameterizedTest
    @ValueSource(strings = {"/", "/models", "/inferences?model_id=hard-hat%2F3", "/sign-in", "/some/page/of/tomorrow"})
    void every_page_address_shows_the_application(String path) {
        Response page = given().urlEncodingEnabled(false).get(path);

        assertThat(page.statusCode()).as("status of %s", path).isEqualTo(200);
        assertThat(page.contentType()).startsWith("text/html");
        assertThat(page.body().asString()).contains("<div id=\"root\">");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/assets/gone-123.js", "/missing.png", "/q/nothing"})
    void what_is_not_a_page_stays_not_found(String path) {
        Response answer = given().get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
    }

    @Test
    void a_page_is_asked_for_anew_each_time() {
        Response page = given().get("/models");

        assertThat(page.headers().getValues("Cache-Control")).containsExactly("no-cache");
    }

    @Test
    void an_asset_is_kept_for_good_because_its_name_changes_with_its_content() {
        Response asset = given().get(scriptOfThePage());

        assertThat(asset.statusCode()).isEqualTo(200);
        assertThat(asset.headers().getValues("Cache-Control")).containsExactly("public, max-age=31536000, immutable");
    }

    @Test
    void text_is_compressed_for_those_who_take_it() {
        Response asset = given().header("Accept-Encoding", "gzip").get(scriptOfThePage());

        assertThat(asset.header("Content-Encoding")).isEqualTo("gzip");
    }

    @Test
    void no_script_runs_that_is_not_a_file_of_ours_and_nobody_frames_the_pages() {
        Response page = given().get("/");

        assertThat(page.headers().getValues("Content-Security-Policy"))
                .singleElement()
                .satisfies(policy -> assertThat(policy)
                        .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'"));
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("Referrer-Policy")).isEqualTo("same-origin");
        assertThat(page.body().asString()).as("inline scripts").doesNotContain("<script>");
    }

    @Test
    void readiness_does_not_wait_for_the_services_because_the_pages_stand_without_them() {
        Response health = given().get("/q/health/ready");

        assertThat(health.statusCode()).isEqualTo(200);
    }

    private static String scriptOfThePage() {
        Matcher script = SCRIPT.matcher(given().get("/").body().asString());
        assertThat(script.find()).as("a script in the page").isTrue();
        return script.group(1);
    }
}
