package dev.sightline.e2e.faults;

import java.time.Instant;
import java.util.Set;

/** What a client reported and got a 202 for, under a model that nobody else reports for. */
interface Acknowledged {
    String model();

    /** No inference is older. */
    Instant begin();

    Set<String> acknowledged();
}
