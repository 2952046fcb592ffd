package dev.sightline.ingest.inference;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sightline.contract.events.Keypoint;
import dev.sightline.contract.events.Point;
import dev.sightline.contract.events.Prediction;
import dev.sightline.ingest.events.InferenceDraft;
import dev.sightline.ingest.events.PredictionBytes;
import dev.sightline.ingest.json.Json;
import dev.sightline.ingest.json.RejectedField;
import dev.sightline.ingest.json.Values;
import java.io.IOException;
import java.io.StringWriter;

/**
 * Reads the predictions of one answer: a list for most tasks, a map by class for multi-label classification, and in
 * Workflows an object that has the list inside.
 *
 * <p>What has neither class nor confidence is an answer of a kind that we do not know (masks, gaze, embeddings): its
 * inference counts as a request, without predictions. So is what has masks of its own, as segment-anything models answer.
 */
final class PredictionReader {
    // Polygons as long as this are masks; beyond it one inference could take the heap of a thousand.
    private static final int MAX_POINTS = 100_000;

    private final JsonParser json;
    private final InferenceDraft inference;
    private final PredictionBytes predictions;
    private final int maxPredictions;
    private int points;

    // Of the prediction that is being read.
    private String className = "";
    private double confidence;
    private boolean hasBox;
    private boolean hasOutline;
    private boolean hasKeypoints;
    private boolean hasMasks;

    PredictionReader(JsonParser json, InferenceDraft inference, int maxPredictions) {
        this.json = json;
        this.inference = inference;
        this.predictions = inference.predictions();
        this.maxPredictions = maxPredictions;
    }

    void read() throws IOException {
        switch (json.currentToken()) {
            case START_ARRAY -> readList();
            case START_OBJECT -> Json.eachField(json, this::readLabel);
            default -> throw RejectedField.at(json, "a list or a map of predictions");
        }
    }

    private void readList() throws IOException {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw RejectedField.at(json, "an object");
            }
            readOne("");
        }
    }

    private void readLabel(String name) throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.START_OBJECT) {
            readOne(name);
        } else if (token == JsonToken.START_ARRAY && name.equals("predictions")) {
            readList(); // As Workflows write them: an answer's predictions are an answer of their own.
        } else if (token == JsonToken.VALUE_STRING && name.equals("top")) {
            inference.fields().setTop(Values.id(json));
        } else {
            json.skipChildren(); // The masks of a semantic segmentation.
        }
    }

    private void readOne(String mapKey) throws IOException {
        begin(mapKey);
        Json.eachField(json, this::readField);
        boolean hasConfidence = !Double.isNaN(confidence);
        boolean isLabel = !mapKey.isEmpty();
        boolean isOtherKind = className.isEmpty() && hasMasks;
        if (isOtherKind || (!hasConfidence && (className.isEmpty() || isLabel))) {
            return;
        }
        if (!hasConfidence) {
            throw RejectedField.in(json, "confidence", "nothing", "a number in [0, 1]");
        }
        if (className.isEmpty()) {
            throw RejectedField.in(json, "class", "nothing", "the name of a class");
        }
        if (predictions.count() == maxPredictions) {
            throw RejectedField.in(json, "", "more than " + maxPredictions, "at most that many predictions");
        }
        end();
    }

    private void begin(String mapKey) {
        className = mapKey;
        confidence = Double.NaN;
        hasBox = false;
        hasOutline = false;
        hasKeypoints = false;
        hasMasks = false;
        predictions.beginEntry();
    }

    private void end() throws IOException {
        predictions.text(Prediction.CLASS_NAME_FIELD_NUMBER, className);
        predictions.number(Prediction.CONFIDENCE_FIELD_NUMBER, confidence);
        if (predictions.count() == 0) {
            inference.showType(type());
        }
        predictions.endEntry();
    }

    private String type() {
        if (hasKeypoints) {
            return "keypoint-detection";
        }
        if (hasOutline) {
            return "instance-segmentation";
        }
        return hasBox ? "object-detection" : "";
    }

    private void readField(String name) throws IOException {
        switch (name) {
            case "class", "class_name" -> className = Values.id(json);
            case "class_id" ->
                predictions.whole(
                        Prediction.CLASS_ID_FIELD_NUMBER, Values.whole(json, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case "confidence" -> confidence = Values.confidence(json);
            case "x" -> {
                predictions.number(Prediction.X_FIELD_NUMBER, Values.number(json));
                hasBox = true;
            }
            case "y" -> predictions.number(Prediction.Y_FIELD_NUMBER, Values.number(json));
            case "width" -> predictions.number(Prediction.WIDTH_FIELD_NUMBER, Values.number(json));
            case "height" -> predictions.number(Prediction.HEIGHT_FIELD_NUMBER, Values.number(json));
            case "detection_id" -> predictions.text(Prediction.DETECTION_ID_FIELD_NUMBER, Values.id(json));
            case "tracker_id" -> predictions.text(Prediction.TRACKER_ID_FIELD_NUMBER, Values.idOrNumber(json));
            case "points" ->
                eachObject("points", () -> {
                    predictions.message(Prediction.POLYGON_FIELD_NUMBER, point());
                    hasOutline = true;
                });
            case "keypoints" ->
                eachObject("keypoints", () -> {
                    predictions.message(Prediction.KEYPOINTS_FIELD_NUMBER, keypoint());
                    hasKeypoints = true;
                });
            case "rle" -> {
                predictions.text(Prediction.RLE_FIELD_NUMBER, mask());
                hasOutline = true;
            }
            case "masks" -> {
                hasMasks = true;
                json.skipChildren();
            }
            default -> json.skipChildren();
        }
    }

    private Point point() throws IOException {
        var point = Point.newBuilder();
        Json.eachField(json, name -> {
            switch (name) {
                case "x" -> point.setX(Values.number(json));
                case "y" -> point.setY(Values.number(json));
                default -> json.skipChildren();
            }
        });
        return point.build();
    }

    private Keypoint keypoint() throws IOException {
        var keypoint = Keypoint.newBuilder();
        Json.eachField(json, name -> {
            switch (name) {
                case "class", "class_name" -> keypoint.setClassName(Values.id(json));
                case "class_id" -> keypoint.setClassId(Values.whole(json, Integer.MIN_VALUE, Integer.MAX_VALUE));
                case "confidence" -> keypoint.setConfidence(Values.confidence(json));
                case "x" -> keypoint.setX(Values.number(json));
                case "y" -> keypoint.setY(Values.number(json));
                default -> json.skipChildren();
            }
        });
        return keypoint.build();
    }

    private void eachObject(String field, Element element) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw RejectedField.at(json, "a list");
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw RejectedField.at(json, "an object with x and y");
            }
            if (++points > MAX_POINTS) {
                throw RejectedField.in(json, "", "more than " + MAX_POINTS + ' ' + field, "at most that many");
            }
            element.read();
        }
    }

    private String mask() throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw RejectedField.at(json, "an object with size and counts");
        }
        var text = new StringWriter();
        try (JsonGenerator copy = Json.writer(text)) {
            copy.copyCurrentStructure(json);
        }
        return text.toString();
    }

    @FunctionalInterface
    private interface Element {
        void read() throws IOException;
    }
}
