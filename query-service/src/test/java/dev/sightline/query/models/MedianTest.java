package dev.sightline.query.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class MedianTest {
    @Test
    void nothing_has_no_median() {
        assertThat(Median.of(List.of(0L, 0L))).isNull();
        assertThat(Median.of(List.of())).isNull();
    }

    @Test
    void one_full_bin_has_its_middle() {
        assertThat(Median.of(List.of(0L, 7L, 0L, 0L))).isCloseTo(0.375, within(1e-12));
    }

    @Test
    void the_median_lies_where_half_is_below() {
        // 1 of 8 below the second bin; 3 of its 6 more make half.
        assertThat(Median.of(List.of(1L, 6L, 1L, 0L))).isCloseTo((1 + 0.5) / 4, within(1e-12));
    }
}
