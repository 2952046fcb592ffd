package dev.sightline.ingest.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.Serial;
import java.nio.charset.StandardCharsets;

/**
 * A value that cannot be taken, found deep inside an item. An exception because everything between there and the item has
 * to be left at once; at the item it becomes a {@link Rejection} and the line goes on.
 */
public final class RejectedField extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    private static final int SHOWN = 100;

    private final transient JsonStreamContext context;
    private final String suffix;
    private final String got;
    private final String expected;

    private RejectedField(JsonStreamContext context, String suffix, String got, String expected) {
        super("expected " + expected + ", got " + got);
        this.context = context;
        this.suffix = suffix;
        this.got = got;
        this.expected = expected;
    }

    /** The value at which the parser stands is not as expected. */
    public static RejectedField at(JsonParser json, String expected) throws IOException {
        return new RejectedField(json.getParsingContext(), "", shown(json), expected);
    }

    /** The object that the parser has just left, or is in, has this field wrong as a whole. */
    public static RejectedField in(JsonParser json, String field, String got, String expected) {
        return new RejectedField(json.getParsingContext(), field, got, expected);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this; // The sender's mistakes may come by the thousand.
    }

    /** As told to the sender, with the path from the container at this depth on. */
    public Rejection atIndex(int index, int depth) {
        var path = new StringBuilder();
        appendPath(path, context, depth);
        if (!suffix.isEmpty()) {
            path.append(path.isEmpty() ? "" : ".").append(suffix);
        }
        return new Rejection(index, writable(path.toString()), got, expected);
    }

    private static void appendPath(StringBuilder path, JsonStreamContext context, int depth) {
        if (context.inRoot() || context.getNestingDepth() < depth) {
            return;
        }
        appendPath(path, context.getParent(), depth);
        if (context.inArray()) {
            path.append('[').append(context.getCurrentIndex()).append(']');
        } else if (context.hasCurrentName()) {
            path.append(path.isEmpty() ? "" : ".").append(context.getCurrentName());
        }
    }

    private static String shown(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        return switch (token) {
            case START_OBJECT, END_OBJECT -> "an object";
            case START_ARRAY, END_ARRAY -> "a list";
            case VALUE_STRING -> '"' + shortened(json.getText()) + '"';
            default -> shortened(json.getText());
        };
    }

    private static String shortened(String text) {
        return writable(text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…");
    }

    /** With a question mark for half a character, which may be the sender's or come from our cutting. */
    private static String writable(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
