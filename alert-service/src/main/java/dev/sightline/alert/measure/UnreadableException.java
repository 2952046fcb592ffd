package dev.sightline.alert.measure;

/** The figures cannot be read at the moment; they may be later. */
public class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableException(Throwable cause) {
        super("the figures cannot be read: " + cause.getMessage(), cause);
    }
}
