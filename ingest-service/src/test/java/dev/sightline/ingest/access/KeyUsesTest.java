package dev.sightline.ingest.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sightline.contract.access.ReportKind;
import dev.sightline.contract.access.ReportReceived;
import dev.sightline.contract.access.RequestRefused;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KeyUsesTest {
    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final KeyUses uses = new KeyUses("k", "w");

    @Test
    void the_first_use_is_told_at_once_and_the_next_after_the_interval() {
        uses.used(1);
        assertThat(uses.untold(NOW, INTERVAL)).isNotNull();

        uses.used(2);

        assertThat(uses.untold(NOW.plusSeconds(14), INTERVAL)).isNull();
        assertThat(uses.untold(NOW.plusSeconds(15), INTERVAL)).isEqualTo(uses.shown());
        assertThat(uses.shown().getLastUsedAtMicros()).isEqualTo(2);
    }

    @Test
    void a_key_that_is_silent_is_not_told_again() {
        uses.used(1);
        uses.untold(NOW, INTERVAL);

        assertThat(uses.untold(NOW.plus(Duration.ofDays(1)), INTERVAL)).isNull();
    }

    @Test
    void what_could_not_be_told_is_told_the_next_time() {
        uses.used(1);
        uses.untold(NOW, INTERVAL);

        uses.notTold();

        assertThat(uses.untold(NOW.plusSeconds(15), INTERVAL)).isNotNull();
    }

    @Test
    void of_each_kind_the_last_report_is_kept() {
        uses.received(report(ReportKind.REPORT_KIND_PINGBACK, "old"));
        uses.received(report(ReportKind.REPORT_KIND_HEARTBEATS, "line-3"));
        uses.received(report(ReportKind.REPORT_KIND_PINGBACK, "new"));

        assertThat(uses.shown().getReceivedList())
                .extracting(ReportReceived::getDeviceId)
                .containsExactly("new", "line-3");
    }

    @Test
    void the_same_refusal_again_comes_first_and_is_counted() {
        uses.refused(refusal("a"));
        uses.refused(refusal("b"));
        uses.refused(refusal("a"));

        assertThat(uses.shown().getRefusalsList())
                .extracting(RequestRefused::getReason, RequestRefused::getCount)
                .containsExactly(tuple("a", 2L), tuple("b", 1L));
    }

    @Test
    void the_same_refusal_for_another_inference_is_the_same() {
        uses.refused(refusal("store-away").toBuilder()
                .setPath("/v1/inferences/one/image")
                .build());
        uses.refused(refusal("store-away").toBuilder()
                .setPath("/v1/inferences/other/image")
                .build());
        uses.refused(refusal("store-away").toBuilder().setPath("/v1/inferences").build());

        assertThat(uses.shown().getRefusalsList())
                .extracting(RequestRefused::getPath, RequestRefused::getCount)
                .containsExactly(tuple("/v1/inferences", 1L), tuple("/v1/inferences/other/image", 2L));
    }

    private static ReportReceived report(ReportKind kind, String device) {
        return ReportReceived.newBuilder().setKind(kind).setDeviceId(device).build();
    }

    private static RequestRefused refusal(String reason) {
        return RequestRefused.newBuilder().setReason(reason).build();
    }
}
