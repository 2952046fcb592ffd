package dev.sightline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.math.MathContext;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A few inferences, an image and a rule: what a system was given, and what it says of it later. */
final class KnownContents {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern DECIMAL = Pattern.compile("\\d+\\.\\d+");
    private static final int INFERENCES = 60;
    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private final Instant from = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(5, ChronoUnit.HOURS);
    private final String window = Sightline.window(from, from.plus(1, ChronoUnit.HOURS));

    /** Returns when all of it is stored. */
    void giveTo(Sightline sightline) {
        sightline.reportAccepted(
                IntStream.range(0, INFERENCES).mapToObj(this::inference).collect(Collectors.joining(",", "[", "]")));
        sightline.create("/alert-rules", """
                {"name": "low", "model": "hard-hat/3", "critical": 0.5, "minimum_samples": 10,
                 "window_seconds": 60, "bucket_seconds": 60,
                 "condition": {"type": "threshold", "metric": "confidence_mean", "direction": "below"}}
                """);
        var stored = sightline.send(sightline
                .toIngest("/v1/inferences/known-7/image")
                .PUT(BodyPublishers.ofByteArray(Base64.getDecoder().decode(PIXEL))));
        assertThat(stored.statusCode()).as(stored.body()).isBetween(200, 202);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(requests(sightline)).isEqualTo(INFERENCES);
            assertThat(image(sightline)).isNotEmpty();
        });
    }

    /** Figures, inferences, the image, and the rules, which go on to be judged. */
    Map<String, String> in(Sightline sightline) {
        var contents = new TreeMap<String, String>();
        for (String path : List.of("/overview?" + window, "/models?" + window, "/inferences?limit=200&" + window)) {
            contents.put(path, rounded(sightline.get(path).toPrettyString()));
        }
        contents.put("image", image(sightline));
        contents.put(
                "rules", sightline.get("/alert-rules").findValuesAsText("id").toString());
        return contents;
    }

    /** One that is there is recognised, and a new one counts: offsets, rows and known ids belong together. */
    void goesOn(Sightline sightline) {
        sightline.reportAccepted("[" + inference(7) + "," + inference(INFERENCES) + "]");
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(requests(sightline))
                    .as("a copy of an old one, and a new one")
                    .isEqualTo(INFERENCES + 1);
            assertThat(sightline.get("/operations/integrity").path("verdict").asText())
                    .isEqualTo("exact");
        });
    }

    private String inference(int number) {
        return """
                {"inference_id": "known-%d", "model_id": "hard-hat/%d", "timestamp": "%s", "time": 0.0%d,
                 "device_id": "camera-%d", "metadata": {"line": "A%d"},
                 "predictions": [{"class": "helmet", "confidence": 0.%d, "x": 1, "y": 1, "width": 2, "height": 2}]}
                """.formatted(
                        number,
                        3 + number % 2,
                        from.plus(number % 60, ChronoUnit.MINUTES),
                        10 + number,
                        number % 3,
                        number % 5,
                        10 + number);
    }

    private int requests(Sightline sightline) {
        return sightline
                .get("/overview?" + window)
                .path("requests")
                .path("value")
                .asInt();
    }

    private static String image(Sightline sightline) {
        var response = sightline.send(HttpRequest.newBuilder(
                URI.create(sightline.system().dashboardUrl() + "/api/v1/inferences/known-7/image")));
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    /** Parts may have been merged meanwhile: sums of the same numbers in another order, which differ in the last digits. */
    private static String rounded(String json) {
        return DECIMAL.matcher(json)
                .replaceAll(number -> new BigDecimal(number.group())
                        .round(new MathContext(12))
                        .stripTrailingZeros()
                        .toPlainString());
    }
}
