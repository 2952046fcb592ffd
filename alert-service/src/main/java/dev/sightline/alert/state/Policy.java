package dev.sightline.alert.state;

/**
 * How patient an alert is.
 *
 * @param breaches so many steps beyond a threshold…
 * @param of …among so many in a row make a warning fire
 * @param clears so many steps in order, in a row, end an incident
 * @param onNoData what a lack of figures means
 */
public record Policy(int breaches, int of, int clears, OnNoData onNoData) {
    /** Steps without figures after which {@link OnNoData#ALERT} tells. */
    static final int MISSING_BEFORE_ALERT = 3;

    public Policy {
        if (breaches < 1 || of < breaches || clears < 1) {
            throw new IllegalArgumentException("patience of " + breaches + " of " + of + ", " + clears + " clears");
        }
    }

    /** Two of three steps to fire, three to end. */
    public static Policy usual(OnNoData onNoData) {
        return new Policy(2, 3, 3, onNoData);
    }

    public Policy endingAfter(int steps) {
        return new Policy(breaches, of, steps, onNoData);
    }

    /** For conditions that are patient themselves, such as a device's silence. */
    public static Policy immediate() {
        return new Policy(1, 1, 1, OnNoData.KEEP);
    }

    /** What it means when there is nothing to judge by. */
    public enum OnNoData {
        KEEP,
        OK,
        ALERT
    }
}
