package dev.sightline.alert.judge;

/** What came of judging one closed step of a series. */
public sealed interface Verdict {
    Figures figures();

    /** There was enough to judge. */
    record Judged(Level level, Figures figures) implements Verdict {}

    /** Too little was reported, or too little is known to compare with; {@code figures.detail} says which. */
    record Missing(Figures figures) implements Verdict {}
}
