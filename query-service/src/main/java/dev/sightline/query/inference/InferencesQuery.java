package dev.sightline.query.inference;

import dev.sightline.query.caller.CurrentCaller;
import dev.sightline.query.clickhouse.ClickHouse;
import dev.sightline.query.clickhouse.Meanwhile;
import dev.sightline.query.clickhouse.Parameters;
import dev.sightline.query.inference.DrawnBoxes.Drawing;
import dev.sightline.query.metadata.AttachedMetadata;
import dev.sightline.query.metadata.MetadataValue;
import dev.sightline.query.window.TimeWindow;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Single inferences of the workspace. */
@ApplicationScoped
class InferencesQuery {
    // A long window is many partitions, each opened for a page that lies in the newest minutes. So these hours come
    // first, where reading stops at the page's end, and then as far back as the page should reach by what they had.
    private static final Duration FIRST_LOOK = Duration.ofHours(6);

    // The sort key read in one direction stops after a page. The tuple alone would not be found in the key, hence the
    // time again.
    private static final String PAGE = """
            WITH page AS
            (
                SELECT *,
                       counted_confidences
                FROM inference
                WHERE workspace = {workspace:String}
                  AND occurred_at >= {from:DateTime64(6, 'UTC')} AND occurred_at < {until:DateTime64(6, 'UTC')}
                  AND occurred_at <is>= {after_at:DateTime64(6, 'UTC')}
                  AND ({is_first:Bool} OR (occurred_at, inference_id, response_index)
                           <is> ({after_at:DateTime64(6, 'UTC')}, {after_id:String}, {after_index:UInt16}))<filters>
                ORDER BY workspace <order>, occurred_at <order>, inference_id <order>, response_index <order>
                LIMIT {limit:UInt16}
            )
            SELECT inference_id, response_index, occurred_at, received_at, project, version, model_type, device_id,
                   server_id, server_version, tags, source, source_info, workflow_id, stream_id, confidence_threshold,
                   inference_time, image_width, image_height, top, is_error, error_status, error_type, error_message,
                   metadata, metadata_types,
                   arrayZip(`predictions.class`, `predictions.class_id`, `predictions.confidence`, `predictions.x`,
                            `predictions.y`, `predictions.width`, `predictions.height`, `predictions.detection_id`,
                            `predictions.tracker_id`, `predictions.shape`)
                       ::Array(Tuple(class String, class_id Int32, confidence Float64, x Float64, y Float64,
                                     width Float64, height Float64, detection_id String, tracker_id String,
                                     shape String))                                       AS predictions,
                   length(counted_confidences)                                            AS prediction_count,
                   arraySum(counted_confidences) / nullIf(length(counted_confidences), 0) AS average_confidence
            FROM page
            ORDER BY occurred_at DESC, inference_id DESC, response_index DESC
            """;

    private static final String OLDER = PAGE.replace("<is>", "<").replace("<order>", "DESC");
    private static final String NEWER = PAGE.replace("<is>", ">").replace("<order>", "ASC");

    private static final String ONE = """
            WITH page AS
            (
                SELECT *,
                       counted_confidences
                FROM inference
                WHERE workspace = {workspace:String}
                  AND inference_id = {inference_id:String} AND response_index = {response_index:UInt16}<when>
                ORDER BY received_at DESC
                LIMIT 1
            )
            SELECT inference_id, response_index, occurred_at, received_at, project, version, model_type, device_id,
                   server_id, server_version, tags, source, source_info, workflow_id, stream_id, confidence_threshold,
                   inference_time, image_width, image_height, top, is_error, error_status, error_type, error_message,
                   metadata, metadata_types,
                   arrayZip(`predictions.class`, `predictions.class_id`, `predictions.confidence`, `predictions.x`,
                            `predictions.y`, `predictions.width`, `predictions.height`, `predictions.detection_id`,
                            `predictions.tracker_id`, `predictions.shape`)
                       ::Array(Tuple(class String, class_id Int32, confidence Float64, x Float64, y Float64,
                                     width Float64, height Float64, detection_id String, tracker_id String,
                                     shape String))                                       AS predictions,
                   length(counted_confidences)                                            AS prediction_count,
                   arraySum(counted_confidences) / nullIf(length(counted_confidences), 0) AS average_confidence
            FROM page
            """;

    // An id alone is looked for by its index in every partition; with the time it is found in the sort key.
    private static final String ANYWHERE = ONE.replace("<when>", "");
    private static final String AT_ITS_TIME =
            ONE.replace("<when>", " AND occurred_at = {occurred_at:DateTime64(6, 'UTC')}");

    private final ClickHouse clickHouse;
    private final Meanwhile meanwhile;
    private final AttachedMetadata attachedMetadata;
    private final DrawnBoxes drawnBoxes;
    private final Cursors cursors;
    private final CurrentCaller caller;

    InferencesQuery(
            ClickHouse clickHouse,
            Meanwhile meanwhile,
            AttachedMetadata attachedMetadata,
            DrawnBoxes drawnBoxes,
            Cursors cursors,
            CurrentCaller caller) {
        this.clickHouse = clickHouse;
        this.meanwhile = meanwhile;
        this.attachedMetadata = attachedMetadata;
        this.drawnBoxes = drawnBoxes;
        this.cursors = cursors;
        this.caller = caller;
    }

    /** At most this many, newest first, from a start on. */
    InferencePage page(InferenceFilter filter, Cursors.Start start, int limit) {
        // One more than asked for tells whether there is another page.
        var found = next(filter, start, limit + 1);
        if (found.size() <= limit) {
            return new InferencePage(start.window(), found, null);
        }
        var page = found.subList(0, limit);
        var cursor = cursors.after(caller.get().workspace(), filter, start.window(), page.getLast());
        return new InferencePage(start.window(), page, cursor);
    }

    /** At most so many, newest first, from a start on. */
    List<Inference> next(InferenceFilter filter, Cursors.Start start, int count) {
        return shown(newest(filter, start, count));
    }

    /** What stands before and after an inference in the list that the filters make, at most so many on either side. */
    InferenceNeighbours neighbours(InferenceFilter filter, TimeWindow window, Inference inference, int most) {
        var here = new Cursors.Start(window, Cursors.Position.of(inference));
        var parameters = parameters(filter, here, window.from()).with("limit", most);
        String sql = filtered(NEWER, filter);
        var newer = meanwhile.ask(() -> shown(clickHouse.rows(sql, parameters, InferenceRow.class)));
        var older = next(filter, here, most);
        return new InferenceNeighbours(newer.get().reversed(), older);
    }

    // What was attached, boxes and images are asked for by the page's ids: asked within this question, each would read
    // the page once more.
    private List<InferenceRow> newest(InferenceFilter filter, Cursors.Start start, int count) {
        String sql = filtered(OLDER, filter);
        var window = start.window();
        var after = start.after();
        var newest = after == null ? window.until() : after.occurredAt();
        var back = FIRST_LOOK;
        for (var from = newest.minus(back);
                !filter.isForFew() && from.isAfter(window.from());
                from = newest.minus(back)) {
            var found = clickHouse.rows(sql, parameters(filter, start, from).with("limit", count), InferenceRow.class);
            if (found.size() == count) {
                return found;
            }
            if (found.isEmpty()) {
                break; // Rare, or none: nobody can tell how far back.
            }
            back = back.multipliedBy(furtherBy(found.size(), count));
        }
        return clickHouse.rows(sql, parameters(filter, start, window.from()).with("limit", count), InferenceRow.class);
    }

    private String filtered(String sql, InferenceFilter filter) {
        return sql.replace("<filters>", filter.sql(attachedMetadata.fieldsAmong(filter.metadataFields())));
    }

    /** How many times as far back there should be twice as many as are wanted; at least four times. */
    private static long furtherBy(int found, int wanted) {
        return Math.max(4, Math.ceilDiv(2L * wanted, found));
    }

    /**
     * Empty when the workspace has no such inference.
     *
     * @param occurredAt when it occurred, for who knows; it is looked for elsewhere if it is not there
     */
    Optional<Inference> one(String inferenceId, int responseIndex, @Nullable Instant occurredAt) {
        var ids = Set.of(inferenceId);
        var named = new Parameters().with("inference_id", inferenceId).with("response_index", responseIndex);
        var drawn = meanwhile.ask(() -> drawnBoxes.of(ids));
        if (occurredAt != null) {
            var attached = meanwhile.ask(() -> attachedMetadata.of(ids, occurredAt, occurredAt));
            var found = clickHouse.rows(AT_ITS_TIME, named.with("occurred_at", occurredAt), InferenceRow.class);
            if (!found.isEmpty()) {
                return Optional.of(shown(found.getFirst(), attached.get(), drawn.get()));
            }
        }
        return clickHouse.rows(ANYWHERE, named, InferenceRow.class).stream()
                .findFirst()
                .map(row -> shown(row, attachedMetadata.of(ids, row.occurredAt(), row.occurredAt()), drawn.get()));
    }

    /** With what was attached to them; rows are the newest first. */
    private List<Inference> shown(List<InferenceRow> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        var ids = rows.stream().map(InferenceRow::inferenceId).collect(Collectors.toSet());
        var drawn = meanwhile.ask(() -> drawnBoxes.of(ids));
        var attached = attachedMetadata.of(
                ids, rows.getLast().occurredAt(), rows.getFirst().occurredAt());
        return rows.stream().map(row -> shown(row, attached, drawn.get())).toList();
    }

    private static Inference shown(
            InferenceRow row, Map<String, Map<String, MetadataValue>> attached, Map<String, List<Drawing>> drawn) {
        var drawings = drawn.getOrDefault(row.inferenceId(), List.of());
        boolean hasImage = drawings.stream().anyMatch(Drawing::isImage);
        var fields = attached.getOrDefault(row.inferenceId(), Map.of());
        return DrawnBoxes.complete(row.shown(fields, hasImage), drawings);
    }

    private static Parameters parameters(InferenceFilter filter, Cursors.Start start, Instant from) {
        var after = start.after();
        var until = start.window().until();
        return filter.parameters()
                .with("metadata_from", from)
                .with("metadata_until", until)
                .with("from", from)
                .with("until", until)
                .with("is_first", after == null ? 1 : 0)
                .with("after_at", after == null ? until : after.occurredAt())
                .with("after_id", after == null ? "" : after.inferenceId())
                .with("after_index", after == null ? 0 : after.responseIndex());
    }
}
