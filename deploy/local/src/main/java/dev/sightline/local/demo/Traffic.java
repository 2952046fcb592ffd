package dev.sightline.local.demo;

import dev.sightline.local.demo.Inference.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Every inference of the fleet, minute by minute.
 *
 * <p>A minute always has the same inferences under the same ids, so that a repeated run with the same seed adds nothing to
 * what is there; only what the {@link Story} tells moves with its end.
 */
final class Traffic {
    private static final Duration LIGHT_WANDERS = Duration.ofHours(7);
    private static final Duration LOAD_WANDERS = Duration.ofHours(2);
    private static final List<Failure> FAILURES = List.of(
            new Failure(500, "RuntimeError", "CUDA out of memory: tried to allocate 320.00 MiB"),
            new Failure(504, "TimeoutError", "no answer from the model within 5 s"),
            new Failure(400, "InvalidImageError", "image file is truncated (23 bytes not processed)"),
            new Failure(503, "ModelNotLoadedError", "the model is being loaded; try again"));

    private final Story story;
    private final long seed;
    private final double rate;

    /** {@code rate} 1 is about 200 000 inferences in 8 days. */
    Traffic(Story story, long seed, double rate) {
        this.story = story;
        this.seed = seed;
        this.rate = rate;
    }

    /** What happens in {@code [from, until)}, in the order of time. */
    List<Inference> between(Instant from, Instant until) {
        var inferences = new ArrayList<Inference>();
        for (long minute = Math.floorDiv(from.getEpochSecond(), 60);
                minute * 60 < until.getEpochSecond() + 1;
                minute++) {
            for (Stream stream : Fleet.STREAMS) {
                addMinute(stream, minute, from, until, inferences);
            }
        }
        inferences.sort(Comparator.comparing(Inference::at));
        return inferences;
    }

    private void addMinute(Stream stream, long minute, Instant from, Instant until, List<Inference> inferences) {
        Instant begin = Instant.ofEpochSecond(minute * 60);
        long own = Noise.mix(Noise.seed(seed, stream.name()), minute);
        var random = new SplittableRandom(own);
        double activity = stream.device().site().activity(begin);
        double load = 1 + 0.35 * Noise.drift(Noise.seed(seed, stream.name()), begin, LOAD_WANDERS);
        int count = Noise.poisson(random, stream.perHour() / 60 * activity * load * rate);
        for (int index = 0; index < count; index++) {
            Instant at = begin.plusMillis(random.nextInt(60_000));
            if (!at.isBefore(from) && at.isBefore(until) && !story.isSilent(stream.device(), at)) {
                inferences.add(inference(stream, at, Noise.mix(own, index)));
            }
        }
    }

    private Inference inference(Stream stream, Instant at, long own) {
        var random = new SplittableRandom(own);
        var model = stream.model();
        double light = 1 - 0.72 * (model.equals(Fleet.PARCELS) ? story.darkness(at) : 0);
        Scene scene = Scenes.of(stream, random, stream.device().site().activity(at), light);
        var failure = random.nextDouble() < story.errorRate(stream.device(), at) ? failure(random) : null;
        var predictions = failure == null
                ? new Answers(model, confidence(stream, at), random).to(scene)
                : List.<Inference.Prediction>of();
        return new Inference(
                new UUID(own, Noise.mix(own, at.toEpochMilli())).toString(),
                at,
                stream,
                story.version(model, at),
                failure == null ? Double.valueOf(seconds(stream, at, random)) : null,
                scene,
                predictions,
                failure == null && model.task() == Model.Task.CLASSIFICATION
                        ? predictions.getFirst().className()
                        : null,
                failure,
                metadata(stream, at),
                failure == null && random.nextDouble() < photographed(stream, at));
    }

    /** The mean confidence of a stream then: the model's own, the camera's, the weather's, and what the story adds. */
    private double confidence(Stream stream, Instant at) {
        long camera = Noise.seed(seed, stream.name());
        double own = 0.02 * Noise.drift(camera, Instant.EPOCH, LIGHT_WANDERS);
        double wander = 0.055 * Noise.drift(Noise.mix(camera, 1), at, LIGHT_WANDERS)
                + 0.035 * Noise.drift(Noise.seed(seed, stream.device().site().name()), at, LIGHT_WANDERS);
        return stream.model().confidence() + own + wander + story.confidenceShift(stream.model(), at);
    }

    private double seconds(Stream stream, Instant at, SplittableRandom random) {
        double wander = 1 + 0.15 * Noise.drift(Noise.seed(seed, stream.device().id()), at, LOAD_WANDERS);
        double jitter = Math.exp(0.12 * random.nextGaussian());
        double hiccup = random.nextDouble() < 0.006 ? 3 + 4 * random.nextDouble() : 1;
        double seconds = stream.model().seconds()
                * stream.device().hardware().slowness()
                * story.slowdown(stream.device(), at)
                * wander
                * jitter
                * hiccup;
        return Math.round(seconds * 100_000) / 100_000.0;
    }

    /** Most of the newest inferences that people click on have an image, and about 300 of history do in all. */
    private double photographed(Stream stream, Instant at) {
        if (stream.device().protocol() == Device.Protocol.PINGBACK) {
            return 0; // Without boxes there would be nothing to see on it.
        }
        if (!at.isBefore(story.now())) {
            return 0.12;
        }
        return at.isBefore(story.now().minus(Duration.ofHours(1))) ? 0.001 : 0.1;
    }

    private static Failure failure(SplittableRandom random) {
        double chance = random.nextDouble();
        return FAILURES.get(chance < 0.55 ? 0 : chance < 0.75 ? 1 : chance < 0.9 ? 2 : 3);
    }

    private Map<String, String> metadata(Stream stream, Instant at) {
        var site = stream.device().site();
        // A product runs for four hours.
        long run = at.getEpochSecond() / Duration.ofHours(4).toSeconds();
        int product = Math.floorMod(
                Noise.mix(Noise.seed(seed, stream.line()), run), site.products().size());
        return Map.of(
                "camera", stream.camera(),
                "line", stream.line(),
                "shift", site.shift(at),
                "product", site.products().get(product));
    }
}
