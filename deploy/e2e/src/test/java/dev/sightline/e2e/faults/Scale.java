package dev.sightline.e2e.faults;

import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * How much of everything: little in every build, much with {@code -Dsightline.faults=long}, which is what {@code
 * ./sightline bench faults --long} says. Chance comes from seeds that are printed; {@code -Dsightline.seed=N} sets them.
 */
final class Scale {
    private static final boolean LONG =
            System.getProperty("sightline.faults", "").equals("long");

    private Scale() {}

    static int of(int usual, int much) {
        return LONG ? much : usual;
    }

    static Duration of(Duration usual, Duration much) {
        return LONG ? much : usual;
    }

    static long seed(String what, long usual) {
        long seed = Long.getLong("sightline.seed", usual);
        System.out.println("faults: " + what + ", seed " + seed);
        return seed;
    }

    static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }
}
