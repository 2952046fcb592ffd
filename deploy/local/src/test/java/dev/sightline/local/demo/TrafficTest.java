package dev.sightline.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the dashboard will show of the fleet, on a Monday morning. */
class TrafficTest {
    private static final Instant NOW = Instant.parse("2026-11-23T09:30:00Z");
    private static final Story STORY = new Story(NOW);
    private static List<Inference> history = List.of();

    @BeforeAll
    static void makeHistory() {
        history = new Traffic(STORY, 1, 1).between(ago(Duration.ofDays(8)), NOW);
    }

    @Test
    void eight_days_are_150_000_to_250_000_inferences_with_a_few_hundred_images() {
        assertThat(history).hasSizeBetween(150_000, 250_000);
        assertThat(history.stream().filter(Inference::isPhotographed).count()).isBetween(200L, 600L);
        assertThat(history.stream().map(Inference::id).distinct()).hasSameSizeAs(history);
    }

    @Test
    void all_sites_devices_models_and_tasks_take_part() {
        assertThat(history)
                .extracting(i -> i.stream().device().site().name())
                .contains("plant-lyon", "warehouse-leipzig", "quarry-north");
        assertThat(history.stream().map(i -> i.stream().device()).distinct()).hasSize(12);
        assertThat(history.stream().map(i -> i.stream().model()).distinct()).hasSize(6);
        assertThat(history.stream().map(i -> i.stream().model().task()).distinct())
                .hasSize(Model.Task.values().length);
    }

    @Test
    void nights_and_sundays_are_quiet_at_the_plant() {
        var plant = of(i -> i.stream().device().site().equals(Fleet.LYON));

        long wednesdayMorning = count(plant, "2026-11-18T08:00:00Z", Duration.ofHours(2));

        assertThat(wednesdayMorning).isGreaterThan(1000);
        assertThat(count(plant, "2026-11-18T01:00:00Z", Duration.ofHours(2))).isLessThan(wednesdayMorning / 10);
        assertThat(count(plant, "2026-11-22T08:00:00Z", Duration.ofHours(2))).isLessThan(wednesdayMorning / 10);
    }

    @Test
    void the_warehouse_never_sleeps() {
        var warehouse = of(i -> i.stream().device().site().equals(Fleet.LEIPZIG));

        assertThat(count(warehouse, "2026-11-18T00:00:00Z", Duration.ofHours(1)))
                .isGreaterThan(100);
    }

    @Test
    void the_confidence_of_one_model_falls_for_six_hours() {
        var parcels = of(i -> i.stream().model().equals(Fleet.PARCELS));
        Instant began = ago(Duration.ofHours(30));

        double during = confidence(within(parcels, began.plusSeconds(3600), began.plus(Duration.ofHours(5))));

        assertThat(during).isLessThan(confidence(within(parcels, began.minus(Duration.ofHours(6)), began)) - 0.15);
        assertThat(during).isLessThan(confidence(within(parcels, began.plus(Duration.ofHours(6)), NOW)) - 0.15);
    }

    @Test
    void the_fall_shows_slightly_over_all_models() {
        Instant began = ago(Duration.ofHours(30));

        double during = confidence(within(history, began.plusSeconds(3600), began.plus(Duration.ofHours(5))));

        assertThat(during).isLessThan(confidence(within(history, began.minus(Duration.ofHours(6)), began)) - 0.03);
    }

    @Test
    void a_model_changes_its_version_once_in_the_middle_of_day_five() {
        var hardHat = of(i -> i.stream().model().equals(Fleet.HARD_HAT));
        Instant rollout = ago(Duration.ofHours(84));

        assertThat(within(hardHat, Instant.MIN, rollout))
                .extracting(Inference::modelId)
                .containsOnly("hard-hat/3");
        assertThat(within(hardHat, rollout, NOW)).extracting(Inference::modelId).containsOnly("hard-hat/4");
    }

    @Test
    void one_device_is_silent_for_five_working_hours() {
        var belt = of(i -> i.stream().device().equals(Fleet.QUARRY_BELT));
        Instant began = STORY.silenceBegan();

        assertThat(within(belt, began, began.plus(Duration.ofHours(5)))).isEmpty();
        assertThat(within(belt, began.minus(Duration.ofHours(1)), began)).isNotEmpty();
        assertThat(within(belt, began.plus(Duration.ofHours(5)), began.plus(Duration.ofHours(6))))
                .isNotEmpty();
    }

    @Test
    void a_few_requests_fail_and_say_why() {
        var failed = of(i -> i.failure() != null);

        assertThat(failed.size()).isBetween(history.size() / 1000, history.size() / 100);
        assertThat(failed).allSatisfy(i -> assertThat(i.predictions()).isEmpty());
    }

    @Test
    void slow_hardware_is_slower() {
        double nano = seconds(of(i -> i.stream().device().equals(Fleet.LYON_GATE)));
        double orin = seconds(of(i -> i.stream().device().equals(Fleet.LYON_LINE_2)));

        assertThat(nano).isGreaterThan(2 * orin);
    }

    @Test
    void the_mean_confidence_wanders_and_does_not_jump() {
        var welds = of(i -> i.stream().name().equals("leipzig-sorter/sorter-top/parcels"));
        double[] hourly = new double[24];
        for (int hour = 0; hour < hourly.length; hour++) {
            Instant from = ago(Duration.ofHours(80L - hour));
            hourly[hour] = confidence(within(welds, from, from.plus(Duration.ofHours(1))));
        }

        assertThat(autocorrelation(hourly)).as("of neighbouring hours").isGreaterThan(0.3);
    }

    @Test
    void some_images_are_empty_and_some_are_full() {
        var detections = of(i -> i.stream().model().equals(Fleet.PARCELS) && i.failure() == null);

        assertThat(detections).anySatisfy(i -> assertThat(i.predictions()).isEmpty());
        assertThat(detections).anySatisfy(i -> assertThat(i.predictions()).hasSizeGreaterThan(8));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 42})
    void the_same_seed_tells_the_same_story(long seed) {
        Instant from = ago(Duration.ofHours(3));

        var once = new Traffic(STORY, seed, 1).between(from, NOW);

        assertThat(new Traffic(STORY, seed, 1).between(from, NOW)).isEqualTo(once);
    }

    @Test
    void a_later_run_gives_what_both_cover_the_same_ids() {
        Instant from = ago(Duration.ofHours(3));

        var later = new Traffic(new Story(NOW.plus(Duration.ofMinutes(90))), 1, 1).between(from, NOW);

        assertThat(later.stream().map(Inference::id))
                .containsExactlyElementsOf(
                        within(history, from, NOW).stream().map(Inference::id).toList());
    }

    @Test
    void windows_that_meet_neither_repeat_nor_leave_out() {
        var traffic = new Traffic(STORY, 1, 1);
        Instant middle = NOW.minusMillis(1_234_567);

        var first = traffic.between(ago(Duration.ofHours(1)), middle);
        var second = traffic.between(middle, NOW);

        assertThat(first.size() + second.size())
                .isEqualTo(within(history, ago(Duration.ofHours(1)), NOW).size());
    }

    @Test
    void another_seed_tells_another_story() {
        var other = new Traffic(STORY, 2, 1).between(ago(Duration.ofHours(1)), NOW);

        var ids = history.stream().map(Inference::id).collect(Collectors.toSet());
        assertThat(other).isNotEmpty().noneMatch(i -> ids.contains(i.id()));
    }

    private static Instant ago(Duration duration) {
        return NOW.minus(duration);
    }

    private static List<Inference> of(Predicate<Inference> wanted) {
        return history.stream().filter(wanted).toList();
    }

    private static List<Inference> within(List<Inference> inferences, Instant from, Instant until) {
        return inferences.stream()
                .filter(i -> !i.at().isBefore(from) && i.at().isBefore(until))
                .toList();
    }

    private static long count(List<Inference> inferences, String from, Duration length) {
        return within(inferences, Instant.parse(from), Instant.parse(from).plus(length))
                .size();
    }

    private static double confidence(List<Inference> inferences) {
        return inferences.stream()
                .flatMap(i -> i.predictions().stream()
                        .filter(p -> i.top() == null || i.top().equals(p.className())))
                .mapToDouble(Inference.Prediction::confidence)
                .average()
                .orElseThrow();
    }

    private static double seconds(List<Inference> inferences) {
        return inferences.stream()
                .map(Inference::seconds)
                .filter(Objects::nonNull)
                .mapToDouble(seconds -> seconds)
                .average()
                .orElseThrow();
    }

    private static double autocorrelation(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double together = 0;
        double own = 0;
        for (int i = 0; i < values.length; i++) {
            own += (values[i] - mean) * (values[i] - mean);
            together += i == 0 ? 0 : (values[i] - mean) * (values[i - 1] - mean);
        }
        return together / own;
    }
}
