package dev.sightline.query.inference;

import java.util.Locale;

/**
 * Filters by text: of several values any will do, and an empty one means inferences that do not say. Each is the
 * parameter of the same name in lower case, and a whole condition on the table {@code inference}.
 */
enum TextFilter {
    PROJECT("A model in all of its versions.", "project IN {project:Array(String)}"),
    VERSION("A model's version, whatever the model.", "version IN {version:Array(String)}"),
    MODEL_TYPE("The task, such as object-detection.", "model_type IN {model_type:Array(String)}"),
    DEVICE_ID("The machine.", "device_id IN {device_id:Array(String)}"),
    SERVER_ID("The inference server.", "server_id IN {server_id:Array(String)}"),
    SERVER_VERSION("The inference server's version.", "server_version IN {server_version:Array(String)}"),
    TAG("One of the device's tags.", "hasAny(tags, {tag:Array(String)})"),
    SOURCE("What asked: hosted, a camera, a program.", "source IN {source:Array(String)}"),
    SOURCE_INFO("What is known beside the source.", "source_info IN {source_info:Array(String)}"),
    WORKFLOW_ID("The workflow that asked.", "workflow_id IN {workflow_id:Array(String)}"),
    STREAM_ID("The video stream.", "stream_id IN {stream_id:Array(String)}"),
    INFERENCE_ID("Certain inferences.", "inference_id IN {inference_id:Array(String)}"),
    ERROR_TYPE("Failed with such an error.", "is_error AND error_type IN {error_type:Array(String)}");

    /** More values than a person chooses. */
    static final int MOST_VALUES = 100;

    private final String description;
    private final String sql;

    TextFilter(String description, String sql) {
        this.description = description;
        this.sql = sql;
    }

    /** The name in addresses, and of the condition's own parameter. */
    String parameter() {
        return name().toLowerCase(Locale.ROOT);
    }

    String description() {
        return description;
    }

    String sql() {
        return sql;
    }
}
