package dev.sightline.stats.inference;

import dev.sightline.stats.clickhouse.NativeBlock;
import java.util.List;

/** The {@code predictions.*} arrays of an inference's row, one entry per prediction and all of the same length. */
final class PredictionColumns {
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

    /** Adds a row. */
    void add(List<PredictionBytes> predictions) {
        for (var prediction : predictions) {
            prediction.className.addTo(classes.values());
            classIds.values().add(prediction.classId);
            confidences.values().add(prediction.confidence);
            xs.values().add(prediction.x);
            ys.values().add(prediction.y);
            widths.values().add(prediction.width);
            heights.values().add(prediction.height);
            prediction.detectionId.addTo(detectionIds.values());
            prediction.trackerId.addTo(trackerIds.values());
            shapes.values().add(prediction.shape);
        }
        classes.endRow();
        classIds.endRow();
        confidences.endRow();
        xs.endRow();
        ys.endRow();
        widths.endRow();
        heights.endRow();
        detectionIds.endRow();
        trackerIds.endRow();
        shapes.endRow();
    }
}
