package dev.sightline.local.demo;

import java.net.URI;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom to report to, and how much.
 *
 * @param days of history
 * @param rate 1 is about 200 000 inferences in 8 days; live traffic follows it as well
 * @param seed from which everything follows
 * @param live how long to go on after history; zero for not at all, null for until stopped
 */
public record DemoOptions(
        URI ingest,
        String key,
        int days,
        double rate,
        long seed,
        @Nullable Duration live) {
    private static final String USAGE =
            "--ingest URL --key KEY [--days 8] [--rate 1] [--seed 1] [--live-seconds N | --history-only]";

    public DemoOptions {
        if (days < 0 || days > 60) {
            throw new IllegalArgumentException("--days may be 0 to 60, got " + days);
        }
        if (!(rate > 0 && rate <= 100)) {
            throw new IllegalArgumentException("--rate may be up to 100, got " + rate);
        }
    }

    /** Eight days of history, then live traffic until stopped. */
    public static DemoOptions of(URI ingest, String key) {
        return new DemoOptions(ingest, key, 8, 1, 1, null);
    }

    static DemoOptions parse(List<String> arguments) {
        var options = of(URI.create(""), "");
        var rest = arguments.iterator();
        while (rest.hasNext()) {
            options = options.with(rest.next(), rest);
        }
        if (options.ingest.getHost() == null || options.key.isEmpty()) {
            throw new IllegalArgumentException("where to? " + USAGE);
        }
        return options;
    }

    private DemoOptions with(String name, Iterator<String> rest) {
        if (name.equals("--history-only")) {
            return new DemoOptions(ingest, key, days, rate, seed, Duration.ZERO);
        }
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(name + " needs a value: " + USAGE);
        }
        String value = rest.next();
        return switch (name) {
            case "--ingest" -> new DemoOptions(URI.create(value), key, days, rate, seed, live);
            case "--key" -> new DemoOptions(ingest, value, days, rate, seed, live);
            case "--days" -> new DemoOptions(ingest, key, Integer.parseInt(value), rate, seed, live);
            case "--rate" -> new DemoOptions(ingest, key, days, Double.parseDouble(value), seed, live);
            case "--seed" -> new DemoOptions(ingest, key, days, rate, Long.parseLong(value), live);
            case "--live-seconds" ->
                new DemoOptions(ingest, key, days, rate, seed, Duration.ofSeconds(Long.parseLong(value)));
            default -> throw new IllegalArgumentException("unknown option " + name + ": " + USAGE);
        };
    }
}
