package dev.sightline.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The same figures once from a rollup and once from raw rows, in turn, straight from ClickHouse. */
final class RollupSavings {
    private static final int ROUNDS = 5;
    private static final Duration WINDOW = Duration.ofDays(7);

    private final RawClickHouse clickHouse;
    private final Map<String, Object> window;

    RollupSavings(RawClickHouse clickHouse, String workspace, Instant end) {
        this.clickHouse = clickHouse;
        window = Map.of(
                "workspace", workspace,
                "from", end.minus(WINDOW).getEpochSecond(),
                "until", end.getEpochSecond());
    }

    void run() throws Exception {
        System.out.printf(
                "| figures of 7 d | from | ms | rows read | MB read | raw rows: ms | rows read | MB read | faster |%n"
                        + "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |%n");
        compare("overview", "model_rollup_quarter_hour");
        compare("overview", "inference_rollup_minute");
        compare("models", "model_rollup_quarter_hour");
        compare("devices", "inference_rollup_quarter_hour");
        compare("classes", "class_rollup_minute");
    }

    private void compare(String question, String rollup) throws Exception {
        String fromRollup = Resources.text(question + "-rollup.sql");
        String fromRaw = Resources.text(question + "-raw.sql");
        var parameters = new HashMap<>(window);
        parameters.put("rollup", rollup);
        var quick = new RawClickHouse.Answer[ROUNDS];
        var slow = new RawClickHouse.Answer[ROUNDS];
        clickHouse.ask(fromRaw, parameters);
        clickHouse.ask(fromRollup, parameters);
        for (int round = 0; round < ROUNDS; round++) {
            quick[round] = clickHouse.ask(fromRollup, parameters);
            slow[round] = clickHouse.ask(fromRaw, parameters);
        }
        if (!quick[0].text().equals(slow[0].text())) {
            throw new IllegalStateException(
                    question + ": the rollup says\n" + quick[0].text() + "\nand the raw rows say\n" + slow[0].text());
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | `%s` | %.0f | %,d | %.1f | %.0f | %,d | %.1f | %.0f × |%n",
                question,
                rollup,
                millis(quick),
                quick[0].readRows(),
                quick[0].readBytes() / 1e6,
                millis(slow),
                slow[0].readRows(),
                slow[0].readBytes() / 1e6,
                millis(slow) / millis(quick));
    }

    private static double millis(RawClickHouse.Answer[] answers) {
        return Comparison.median(
                Arrays.stream(answers).mapToDouble(RawClickHouse.Answer::millis).toArray());
    }
}
