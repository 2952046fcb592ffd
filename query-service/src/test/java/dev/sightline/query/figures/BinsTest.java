package dev.sightline.query.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BinsTest {
    @Test
    void nothing_has_no_quantile() {
        assertThat(Bins.CONFIDENCE.median(List.of(0L, 0L))).isNull();
        assertThat(Bins.INFERENCE_TIME.quantile(List.of(), 0.95)).isNull();
    }

    @Test
    void one_full_bin_has_its_middle() {
        assertThat(Bins.CONFIDENCE.median(counts(20, 7, 7L))).isCloseTo(0.375, within(1e-12));
    }

    @Test
    void a_quantile_lies_where_its_share_is_below() {
        // 1 of 8 below the second bin; 3 of its 6 more make half, 6 of 6 and the next make nine tenths.
        var counts = List.of(1L, 6L, 1L);

        assertThat(Bins.CONFIDENCE.median(counts)).isCloseTo(0.05 + 0.025, within(1e-12));
        assertThat(Bins.CONFIDENCE.quantile(counts, 0.95)).isCloseTo(0.1 + 0.05 * 0.6, within(1e-12));
    }

    @Test
    void times_have_five_bins_to_a_decade_and_the_last_has_no_end() {
        // From 10 ms on: 1 + 5 × log10(10).
        assertThat(Bins.INFERENCE_TIME.quantile(counts(24, 6, 1L), 0)).isCloseTo(0.010, within(1e-12));
        assertThat(Bins.INFERENCE_TIME.quantile(counts(24, 6, 1L), 1)).isCloseTo(0.0158489, within(1e-6));
        assertThat(Bins.INFERENCE_TIME.quantile(counts(24, 0, 4L), 0.5)).isCloseTo(0.0005, within(1e-12));
        assertThat(Bins.INFERENCE_TIME.quantile(counts(24, 23, 9L), 0.95)).isCloseTo(25.1189, within(1e-3));
    }

    @Test
    void sums_have_every_bin_of_either() {
        assertThat(Bins.plus(List.of(1L, 2L), List.of())).containsExactly(1L, 2L);
        assertThat(Bins.CONFIDENCE.whole(List.of(3L))).hasSize(20).startsWith(3L, 0L);
        assertThat(Collections.max(Bins.INFERENCE_TIME.whole(List.of()))).isZero();
    }

    private static List<Long> counts(int bins, int at, long count) {
        var counts = new Long[bins];
        IntStream.range(0, bins).forEach(bin -> counts[bin] = bin == at ? count : 0);
        return Arrays.asList(counts);
    }
}
