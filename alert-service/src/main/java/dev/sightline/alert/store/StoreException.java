package dev.sightline.alert.store;

/** PostgreSQL refuses or is away; the transaction is rolled back and may be tried again. */
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
