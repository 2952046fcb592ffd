package dev.sightline.local.demo;

import dev.sightline.local.demo.Inference.Prediction;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** What a model would find in a scene. */
final class Answers {
    private static final double SPREAD = 0.75;
    private static final double FULL_SIZE = 0.02;

    private final Model model;
    private final double mean;
    private final SplittableRandom random;

    /** Of a model that is as sure as {@code mean} on the average. */
    Answers(Model model, double mean, SplittableRandom random) {
        this.model = model;
        this.mean = Math.clamp(mean, 0.05, 0.985);
        this.random = random;
    }

    /** The predictions that are above the model's threshold. */
    List<Prediction> to(Scene scene) {
        return switch (model.task()) {
            case OBJECT_DETECTION, INSTANCE_SEGMENTATION, KEYPOINTS -> found(scene);
            case CLASSIFICATION -> shares(scene.labels().getFirst());
            case MULTI_LABEL -> labels(scene.labels());
        };
    }

    /** What was not seen clearly enough is not reported: things can be in the image and not in the answer. */
    private List<Prediction> found(Scene scene) {
        var found = new ArrayList<Prediction>(scene.things().size());
        for (Thing thing : scene.things()) {
            double share = thing.box().width() * thing.box().height() / ((double) scene.width() * scene.height());
            // Small things are harder.
            double confidence = confidence(mean - 0.07 * Math.max(0, 1 - share / FULL_SIZE));
            if (confidence >= model.threshold()) {
                found.add(new Prediction(thing.className(), confidence, thing, detectionId()));
            }
        }
        return List.copyOf(found);
    }

    /** Every class gets a share of 1, the chosen one the greatest. */
    private List<Prediction> shares(String truth) {
        double chosen = Math.max(confidence(mean), 1.05 / model.classes().size() + 0.15);
        double[] rest = random.doubles(model.classes().size()).map(x -> x * x).toArray();
        double sum = 0;
        for (int i = 0; i < rest.length; i++) {
            sum += model.classes().get(i).equals(truth) ? 0 : rest[i];
        }
        var shares = new ArrayList<Prediction>();
        shares.add(new Prediction(truth, rounded(chosen), null, ""));
        for (int i = 0; i < rest.length; i++) {
            if (!model.classes().get(i).equals(truth)) {
                double share = Math.min((1 - chosen) * rest[i] / sum, chosen * 0.95);
                shares.add(new Prediction(model.classes().get(i), rounded(share), null, ""));
            }
        }
        return List.copyOf(shares);
    }

    private List<Prediction> labels(List<String> truth) {
        return truth.stream()
                .map(label -> new Prediction(label, confidence(mean), null, ""))
                .filter(prediction -> prediction.confidence() >= model.threshold())
                .toList();
    }

    /** Around a mean, more often above it than far below, and never at the ends. */
    private double confidence(double around) {
        double centre = Math.clamp(around, 0.03, 0.985);
        double logit = Math.log(centre / (1 - centre)) + SPREAD * random.nextGaussian();
        return rounded(Math.clamp(1 / (1 + Math.exp(-logit)), 0.02, 0.995));
    }

    private static double rounded(double confidence) {
        return Math.round(confidence * 10_000) / 10_000.0;
    }

    private String detectionId() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
