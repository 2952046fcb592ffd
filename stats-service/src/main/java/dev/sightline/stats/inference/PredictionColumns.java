package dev.sightline.stats.inference;

import dev.sightline.contract.events.Keypoint;
import dev.sightline.contract.events.Point;
import dev.sightline.contract.events.Prediction;
import dev.sightline.stats.clickhouse.NativeBlock;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The {@code predictions.*} arrays of an inference's row, one entry per prediction and all of the same length. */
final class PredictionColumns {
    private static final int UNKNOWN_CLASS_ID = -1;

    private final NativeBlock.ArrayColumn<NativeBlock.StringColumn> classes;
    private final NativeBlock.ArrayColumn<NativeBlock.NumberColumn> classIds;
    private final NativeBlock.ArrayColumn<NativeBlock.DoubleColumn> confidences;
    private final NativeBlock.ArrayColumn<NativeBlock.DoubleColumn> xs;
    private final NativeBlock.ArrayColumn<NativeBlock.DoubleColumn> ys;
    private final NativeBlock.ArrayColumn<NativeBlock.DoubleColumn> widths;
    private final NativeBlock.ArrayColumn<NativeBlock.DoubleColumn> heights;
    private final NativeBlock.ArrayColumn<NativeBlock.StringColumn> detectionIds;
    private final NativeBlock.ArrayColumn<NativeBlock.StringColumn> trackerIds;
    private final NativeBlock.ArrayColumn<NativeBlock.StringColumn> shapes;

    PredictionColumns(NativeBlock block) {
        classes = block.strings("predictions.class");
        classIds = block.int32s("predictions.class_id");
        confidences = block.float64s("predictions.confidence");
        xs = block.float64s("predictions.x");
        ys = block.float64s("predictions.y");
        widths = block.float64s("predictions.width");
        heights = block.float64s("predictions.height");
        detectionIds = block.strings("predictions.detection_id");
        trackerIds = block.strings("predictions.tracker_id");
        shapes = block.strings("predictions.shape");
    }

    /**
     * Adds a row.
     *
     * @param shapesOfRow as {@link #shapes} makes them of the same predictions
     */
    void add(List<Prediction> predictions, List<String> shapesOfRow) {
        for (int i = 0; i < predictions.size(); i++) {
            var prediction = predictions.get(i);
            classes.values().add(prediction.getClassName());
            classIds.values().add(prediction.hasClassId() ? prediction.getClassId() : UNKNOWN_CLASS_ID);
            confidences.values().add(prediction.getConfidence());
            xs.values().add(prediction.hasX() ? prediction.getX() : Double.NaN);
            ys.values().add(prediction.hasY() ? prediction.getY() : Double.NaN);
            widths.values().add(prediction.hasWidth() ? prediction.getWidth() : Double.NaN);
            heights.values().add(prediction.hasHeight() ? prediction.getHeight() : Double.NaN);
            detectionIds.values().add(prediction.getDetectionId());
            trackerIds.values().add(prediction.getTrackerId());
            shapes.values().add(shapesOfRow.get(i));
        }
        for (var column :
                List.of(classes, classIds, confidences, xs, ys, widths, heights, detectionIds, trackerIds, shapes)) {
            column.endRow();
        }
    }

    /**
     * The shape of each prediction, made before anything is added: it is the one part that can fail.
     *
     * @throws DecodeException when a mask is not JSON
     */
    static List<String> shapes(List<Prediction> predictions) {
        return predictions.stream().map(PredictionColumns::shape).toList();
    }

    /** JSON with what the prediction has of {@code points}, {@code keypoints} and {@code rle}; empty when nothing. */
    private static String shape(Prediction prediction) {
        if (prediction.getPolygonCount() == 0
                && prediction.getKeypointsCount() == 0
                && prediction.getRle().isEmpty()) {
            return "";
        }
        var shape = new JsonObject();
        if (prediction.getPolygonCount() > 0) {
            var points = new JsonArray();
            for (Point point : prediction.getPolygonList()) {
                points.add(new JsonObject().put("x", point.getX()).put("y", point.getY()));
            }
            shape.put("points", points);
        }
        if (prediction.getKeypointsCount() > 0) {
            var keypoints = new JsonArray();
            prediction.getKeypointsList().forEach(keypoint -> keypoints.add(keypoint(keypoint)));
            shape.put("keypoints", keypoints);
        }
        if (!prediction.getRle().isEmpty()) {
            shape.put("rle", new JsonObject(prediction.getRle()));
        }
        return shape.encode();
    }

    private static JsonObject keypoint(Keypoint keypoint) {
        var json = new JsonObject()
                .put("class", keypoint.getClassName())
                .put("confidence", keypoint.getConfidence())
                .put("x", keypoint.getX())
                .put("y", keypoint.getY());
        return keypoint.hasClassId() ? json.put("class_id", keypoint.getClassId()) : json;
    }
}
