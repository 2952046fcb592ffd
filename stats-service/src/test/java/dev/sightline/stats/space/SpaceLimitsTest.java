package dev.sightline.stats.space;

import static dev.sightline.contract.events.SpaceLevel.SPACE_LEVEL_ENOUGH;
import static dev.sightline.contract.events.SpaceLevel.SPACE_LEVEL_NO_IMAGES;
import static dev.sightline.contract.events.SpaceLevel.SPACE_LEVEL_SHORT;
import static dev.sightline.contract.events.SpaceLevel.SPACE_LEVEL_UNSPECIFIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SpaceLimitsTest {
    private final SpaceLimits limits = new SpaceLimits(0.15, 0.05, 0.02);

    @Test
    void first_someone_is_warned_and_then_images_stop() {
        assertThat(limits.next(SPACE_LEVEL_UNSPECIFIED, 0.15)).isEqualTo(SPACE_LEVEL_ENOUGH);
        assertThat(limits.next(SPACE_LEVEL_ENOUGH, 0.149)).isEqualTo(SPACE_LEVEL_SHORT);
        assertThat(limits.next(SPACE_LEVEL_SHORT, 0.05)).isEqualTo(SPACE_LEVEL_SHORT);
        assertThat(limits.next(SPACE_LEVEL_SHORT, 0.049)).isEqualTo(SPACE_LEVEL_NO_IMAGES);
        assertThat(limits.next(SPACE_LEVEL_ENOUGH, 0)).isEqualTo(SPACE_LEVEL_NO_IMAGES);
    }

    @Test
    void what_was_said_is_taken_back_only_with_a_margin() {
        assertThat(limits.next(SPACE_LEVEL_NO_IMAGES, 0.069)).isEqualTo(SPACE_LEVEL_NO_IMAGES);
        assertThat(limits.next(SPACE_LEVEL_NO_IMAGES, 0.071)).isEqualTo(SPACE_LEVEL_SHORT);
        assertThat(limits.next(SPACE_LEVEL_SHORT, 0.169)).isEqualTo(SPACE_LEVEL_SHORT);
        assertThat(limits.next(SPACE_LEVEL_NO_IMAGES, 0.171)).isEqualTo(SPACE_LEVEL_ENOUGH);
    }

    @Test
    void images_beyond_their_budget_are_no_room_either() {
        assertThat(limits.next(SPACE_LEVEL_ENOUGH, -0.5)).isEqualTo(SPACE_LEVEL_NO_IMAGES);
    }

    @Test
    void limits_in_the_wrong_order_are_refused() {
        assertThatThrownBy(() -> new SpaceLimits(0.05, 0.15, 0.02)).hasMessageContaining("shed-below 0.15");
    }
}
