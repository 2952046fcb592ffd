package dev.sightline.query.inference;

import dev.sightline.query.clickhouse.ClickHouse;
import dev.sightline.query.clickhouse.Parameters;
import dev.sightline.query.inference.Inference.ImageSize;
import dev.sightline.query.inference.Inference.Prediction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Boxes that were drawn for inferences which were reported without any, and the pixels of their images.
 *
 * <p>They complete what was reported and never change it: a prediction gets the box that was drawn for its class with its
 * confidence, and one that was not reported is shown only where the inference names no prediction at all.
 */
@ApplicationScoped
class DrawnBoxes {
    // As far as the same confidence may differ after it went through other programs, in single precision.
    private static final double SAME_CONFIDENCE = 1e-4;

    private static final String DRAWN = """
            SELECT inference_id, false AS is_image, image_width AS width, image_height AS height,
                   arrayZip(`predictions.class`, `predictions.class_id`, `predictions.confidence`, `predictions.x`,
                            `predictions.y`, `predictions.width`, `predictions.height`, `predictions.detection_id`,
                            `predictions.tracker_id`, `predictions.shape`)
                       ::Array(Tuple(class String, class_id Int32, confidence Float64, x Float64, y Float64,
                                     width Float64, height Float64, detection_id String, tracker_id String,
                                     shape String)) AS predictions
            FROM inference_annotation
            WHERE workspace = {workspace:String} AND inference_id IN {drawn_ids:Array(String)}
            ORDER BY received_at DESC
            LIMIT 10 BY inference_id
            UNION ALL
            SELECT inference_id, true AS is_image, width, height, [] AS predictions
            FROM inference_image
            WHERE workspace = {workspace:String} AND inference_id IN {drawn_ids:Array(String)}
            ORDER BY received_at DESC
            LIMIT 1 BY inference_id
            """;

    private final ClickHouse clickHouse;

    DrawnBoxes(ClickHouse clickHouse) {
        this.clickHouse = clickHouse;
    }

    /** What was drawn for some inferences, the latest first, by their ids. */
    Map<String, List<Drawing>> of(Collection<String> inferenceIds) {
        var parameters = new Parameters().withTexts("drawn_ids", inferenceIds);
        return clickHouse.rows(DRAWN, parameters, Drawing.class).stream()
                .collect(Collectors.groupingBy(Drawing::inferenceId));
    }

    /** The inference with what was drawn for it, as far as it fits. */
    static Inference complete(Inference inference, List<Drawing> drawings) {
        Inference best = inference;
        int most = 0;
        for (Drawing drawing : drawings) {
            List<Prediction> completed = completed(inference.predictions(), drawing);
            int boxes = (int) completed.stream().filter(DrawnBoxes::hasBox).count();
            if (boxes > most) {
                best = inference.with(drawing.size(), completed);
                most = boxes;
            }
        }
        if (best.image() != null) {
            return best;
        }
        Inference sizeless = best;
        return drawings.stream()
                .filter(drawing -> drawing.width() > 0)
                .findFirst()
                .map(drawing -> sizeless.with(drawing.size(), sizeless.predictions()))
                .orElse(best);
    }

    private static List<Prediction> completed(List<Prediction> reported, Drawing drawing) {
        List<Prediction> drawn = new ArrayList<>(drawing.shown());
        if (reported.isEmpty()) {
            return drawn;
        }
        if (reported.stream().anyMatch(DrawnBoxes::hasBox)) {
            return List.of(); // It came with boxes of its own.
        }
        return reported.stream().map(prediction -> matched(prediction, drawn)).toList();
    }

    /** Its box, which is taken from those left. */
    private static Prediction matched(Prediction reported, List<Prediction> drawn) {
        for (Prediction box : drawn) {
            if (box.className().equals(reported.className())
                    && Math.abs(box.confidence() - reported.confidence()) <= SAME_CONFIDENCE) {
                drawn.remove(box);
                return reported.drawnAs(box);
            }
        }
        return reported;
    }

    private static boolean hasBox(Prediction prediction) {
        return prediction.x() != null;
    }

    /** Predictions that were drawn for an image of this size; of an image alone, none. */
    record Drawing(
            String inferenceId, boolean isImage, int width, int height, List<InferenceRow.PredictionRow> predictions) {
        ImageSize size() {
            return new ImageSize(width, height);
        }

        List<Prediction> shown() {
            return predictions.stream().map(InferenceRow.PredictionRow::shown).toList();
        }
    }
}
