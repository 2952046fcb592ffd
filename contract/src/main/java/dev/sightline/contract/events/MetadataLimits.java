package dev.sightline.contract.events;

/** What metadata of an inference may be, whoever writes it to the log. Lengths in characters (UTF-16 units). */
public final class MetadataLimits {
    /** Fields of one inference. */
    public static final int FIELDS = 100;

    public static final int NAME_LENGTH = 100;
    public static final int VALUE_LENGTH = 1000;

    private MetadataLimits() {}
}
