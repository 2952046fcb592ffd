package dev.sightline.bench;

import dev.sightline.local.LocalSystem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/**
 * How long the dashboard's questions take on 30 days of inferences of two workspaces, each of 20 models, 50 devices and 12
 * classes, asked of query-service by one person after the other; and what the rollups save. Goals at the 95th percentile:
 * overview and model within 50 ms, a page of inferences within 100 ms whatever it is filtered by, one inference within 20 ms.
 *
 * <p>The history goes into the raw table by SQL, day by day, and from there through the same views into the rollups as
 * every inference does. Windows do not end on a quarter-hour, and each question has another window than the one before.
 */
final class QueryBench {
    static final long INFERENCES = 20_000_000;

    private static final int DAYS = 30;
    private static final Pattern NEXT_CURSOR = Pattern.compile("\"next_cursor\":\"([^\"]+)\"");
    private static final Pattern INFERENCE =
            Pattern.compile("\"inference_id\":\"([^\"]+)\",\"response_index\":0,\"occurred_at\":\"([^\"]+)\"");
    private static final int DEEP = 1000;

    private final String workspace;
    private final Questions questions;
    private final RawClickHouse clickHouse;
    private final Instant end = Clock.systemUTC().instant().truncatedTo(ChronoUnit.DAYS);

    QueryBench(LocalSystem system, Http http) {
        this.workspace = system.workspace();
        this.questions = new Questions(http);
        this.clickHouse = new RawClickHouse(system.engineAddresses(), RawClickHouse.DATABASE);
    }

    void run(long inferences) throws Exception {
        fill(inferences);
        questions.head();
        for (var window : List.of(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(DAYS))) {
            String name = window.toDays() == 0 ? window.toHours() + " h" : window.toDays() + " d";
            figures("overview", name, 50, "/overview?time_zone=Europe/Berlin&", window);
            figures("one model", name, 50, "/overview?time_zone=Europe/Berlin&project=weld&version=2&", window);
            figures("its classes", name, 50, "/classes?project=weld&version=2&", window);
            figures("models", name, 0, "/models?", window);
            figures("devices", name, 0, "/devices?", window);
        }
        pages();
        depth();
        details();
        questions.printAdded();
        new RollupSavings(clickHouse, workspace, end).run();
    }

    private void figures(String name, String window, int goal, String path, Duration length) throws Exception {
        questions.ask(name, window, goal, i -> path + window(length, i));
    }

    /** The newest page of 30 days for each filter alone, and for some that are hard together. */
    private void pages() throws Exception {
        String id = anInference();
        var filters = new LinkedHashMap<String, String>();
        filters.put("no filter", "");
        filters.put("model", "model_id=weld/2");
        filters.put("project", "project=weld");
        filters.put("version", "version=2");
        filters.put("model type", "model_type=classification");
        filters.put("device", "device_id=line-7");
        filters.put("server", "server_id=server-7");
        filters.put("server version", "server_version=0.51.9");
        filters.put("tag", "tag=plant-3");
        filters.put("source", "source=camera");
        filters.put("class", "class=crack");
        filters.put("confidence below 0.21", "confidence_below=0.21");
        filters.put("average confidence below 0.3", "average_confidence_below=0.3");
        filters.put("inference time above 0.12 s", "inference_time_from=0.12");
        filters.put("six predictions", "prediction_count_from=6");
        filters.put("failed", "is_error=true");
        filters.put("rare error", "error_type=OutOfMemoryError");
        filters.put("has an image", "has_image=true");
        filters.put("inference id", "inference_id=" + id);
        filters.put("metadata value", "metadata.camera=c3");
        filters.put("metadata number", "metadata_from.lux=998");
        filters.put("rare metadata value", "metadata.operator=night-7");
        filters.put("metadata value that nothing has", "metadata.operator=nobody");
        filters.put("device that does not exist", "device_id=line-99");
        filters.put("class, confidence below 0.3", "class=crack&confidence_below=0.3");
        filters.put("device in a model", "device_id=line-7&model_id=weld/2");
        filters.put("device in a model that it does not run", "device_id=line-7&model_id=hard-hat/1");
        filters.put("model, failed, has an image", "model_id=weld/2&is_error=true&has_image=true");
        for (var filter : filters.entrySet()) {
            questions.ask(
                    "page: " + filter.getKey(),
                    DAYS + " d",
                    100,
                    i -> "/inferences?" + filter.getValue() + "&" + window(Duration.ofDays(DAYS), i));
        }
    }

    /** Page after page, to compare the first with those far behind. */
    private void depth() throws Exception {
        String first = "/inferences?limit=50&" + window(Duration.ofDays(DAYS), 0);
        var near = new Histogram(3);
        var far = new Histogram(3);
        String path = first;
        for (int page = 1; page <= DEEP; page++) {
            var answer = questions.timed(path);
            (page <= DEEP / 2 ? near : far).recordValue(answer.micros());
            var cursor = NEXT_CURSOR.matcher(answer.body());
            if (!cursor.find()) {
                throw new IllegalStateException("the list ends at page " + page);
            }
            path = first + "&cursor=" + cursor.group(1);
        }
        questions.print("pages 1 to " + DEEP / 2, DAYS + " d", 100, near);
        questions.print("pages to " + DEEP, DAYS + " d", 100, far);
    }

    private void details() throws Exception {
        var links = new ArrayList<String>();
        var ids = new ArrayList<String>();
        for (int i = 0; ids.size() < 100; i++) {
            var matcher = INFERENCE.matcher(questions
                    .timed("/inferences?limit=10&" + window(Duration.ofDays(1 + i % 20), 60 * i))
                    .body());
            while (matcher.find()) {
                ids.add("/inferences/" + matcher.group(1));
                links.add(ids.getLast() + "?occurred_at=" + matcher.group(2));
            }
        }
        questions.ask("one inference, as the dashboard links to it", "", 20, i -> links.get(i % links.size()));
        questions.ask("one inference, by its id alone", "", 20, i -> ids.get(i % ids.size()));
    }

    private String anInference() throws Exception {
        var matcher = INFERENCE.matcher(questions
                .timed("/inferences?limit=1&" + window(Duration.ofDays(9), 900))
                .body());
        if (!matcher.find()) {
            throw new IllegalStateException("there is no inference");
        }
        return matcher.group(1);
    }

    private void fill(long inferences) throws Exception {
        long begin = System.nanoTime();
        long perDay = inferences / DAYS / 2;
        String sql = Resources.text("history.sql");
        for (int day = DAYS; day > 0; day--) {
            for (String each : List.of(workspace, "another")) {
                clickHouse.ask(
                        sql,
                        Map.of(
                                "workspace", each,
                                "day", day,
                                "day_start", end.minus(Duration.ofDays(day)).getEpochSecond(),
                                "count", perDay));
            }
        }
        clickHouse.ask(Resources.text("history-images.sql"), Map.of());
        double seconds = (System.nanoTime() - begin) / 1e9;
        awaitMerges();
        System.out.printf(
                Locale.ROOT,
                "%s inferences of two workspaces over %d days in %.0f s, on disk: %s%n%n",
                clickHouse.ask("SELECT count() FROM inference", Map.of()).text(),
                DAYS,
                seconds,
                clickHouse.ask(Resources.text("sizes.sql"), Map.of()).text());
    }

    /** Merges take the processors from the questions; a running system has mostly done with what is old. */
    private void awaitMerges() throws Exception {
        long patience = System.nanoTime() + Duration.ofMinutes(10).toNanos();
        String running = "SELECT count() FROM system.merges WHERE database = currentDatabase()";
        while (!clickHouse.ask(running, Map.of()).text().equals("0") && System.nanoTime() < patience) {
            Thread.sleep(1000);
        }
    }

    /** Each window ends seven minutes before the last day does, or a few more. */
    private String window(Duration length, int question) {
        var until = end.minus(Duration.ofMinutes(7L + question % 1000));
        return "from=" + until.minus(length) + "&until=" + until;
    }
}
