package dev.sightline.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SceneImageTest {
    private static final int SEEDS = 3000;

    @ParameterizedTest
    @EnumSource(Model.SceneKind.class)
    void images_decode_to_the_size_that_the_inference_names(Model.SceneKind kind) throws IOException {
        var stream = streamOf(kind);

        var image = ImageIO.read(new ByteArrayInputStream(SceneImage.jpeg(scene(stream, 7, 1))));

        assertThat(image.getWidth()).isEqualTo(stream.width());
        assertThat(image.getHeight()).isEqualTo(stream.height());
    }

    @ParameterizedTest
    @EnumSource(Model.SceneKind.class)
    void everything_lies_within_the_image(Model.SceneKind kind) {
        var stream = streamOf(kind);

        for (int seed = 0; seed < SEEDS; seed++) {
            for (Thing thing : scene(stream, seed, 1).things()) {
                var box = thing.box();
                assertThat(box.left()).as("left of %s, seed %s", thing, seed).isGreaterThanOrEqualTo(0);
                assertThat(box.top()).as("top of %s, seed %s", thing, seed).isGreaterThanOrEqualTo(0);
                assertThat(box.left() + box.width()).as("right of %s", thing).isLessThanOrEqualTo(stream.width());
                assertThat(box.top() + box.height()).as("bottom of %s", thing).isLessThanOrEqualTo(stream.height());
                assertThat(thing.outline()).allMatch(spot -> isIn(box, spot));
                assertThat(thing.joints()).allMatch(spot -> isIn(box, spot));
            }
        }
    }

    @Test
    void what_is_found_is_what_is_drawn() throws IOException {
        var stream = streamOf(Model.SceneKind.CONVEYOR_OF_PARCELS);
        var scene = IntStream.range(0, SEEDS)
                .mapToObj(seed -> scene(stream, seed, 1))
                .filter(each -> each.things().size() == 1
                        && each.things().getFirst().className().equals("envelope"))
                .findFirst()
                .orElseThrow();
        var envelope = scene.things().getFirst();

        var image = ImageIO.read(new ByteArrayInputStream(SceneImage.jpeg(scene)));

        var inside = envelope.box().at(0.5, 0.8);
        assertThat(brightness(image.getRGB((int) inside.x(), (int) inside.y())))
                .as("paper within the box")
                .isGreaterThan(180);
        var above = envelope.box().at(0.5, -0.08);
        assertThat(brightness(image.getRGB((int) above.x(), (int) above.y())))
                .as("no paper outside of it")
                .isLessThan(180);
    }

    @Test
    void without_light_images_are_dark() throws IOException {
        var stream = streamOf(Model.SceneKind.CONVEYOR_OF_PARCELS);

        var bright = ImageIO.read(new ByteArrayInputStream(SceneImage.jpeg(scene(stream, 5, 1))));
        var dark = ImageIO.read(new ByteArrayInputStream(SceneImage.jpeg(scene(stream, 5, 0.28))));

        assertThat(brightness(dark.getRGB(640, 10))).isLessThan(brightness(bright.getRGB(640, 10)) - 40);
    }

    private static Scene scene(Stream stream, long seed, double light) {
        return Scenes.of(stream, new SplittableRandom(seed), 1, light);
    }

    private static Stream streamOf(Model.SceneKind kind) {
        return Fleet.STREAMS.stream()
                .filter(stream -> stream.model().sceneKind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isIn(Box box, Spot spot) {
        double slack = 0.11; // Boxes are rounded to a tenth of a pixel.
        return spot.x() >= box.left() - slack
                && spot.x() <= box.left() + box.width() + slack
                && spot.y() >= box.top() - slack
                && spot.y() <= box.top() + box.height() + slack;
    }

    private static int brightness(int rgb) {
        return ((rgb >> 16 & 255) + (rgb >> 8 & 255) + (rgb & 255)) / 3;
    }
}
