package dev.sightline.ingest.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.sightline.ingest.http.ProblemException;
import java.io.CharConversionException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** How all JSON is read here: as a stream of tokens, with bounds on depth and lengths. */
public final class Json {
    /** Nesting that no answer of a model needs. */
    public static final int MAX_DEPTH = 64;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            // Names come from outside (metadata, classes): interned ones would stay for good.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            // Python writes NaN; it is to cost its own inference and not the thousand around it.
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            // Requests run on virtual threads, where the default pool (one per thread) never finds anything.
            .recyclerPool(JsonRecyclerPools.sharedBoundedPool())
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private Json() {}

    /** A reader of a whole body. */
    @FunctionalInterface
    public interface Reader<T> {
        /** Reads from the first token, at which the parser stands, to the last one of the value. */
        T read(JsonParser json) throws IOException;
    }

    /** A reader of one field, whose value the parser stands at and which is not null. */
    @FunctionalInterface
    public interface FieldReader {
        /** Reads to the last token of the value. */
        void read(String name) throws IOException;
    }

    /**
     * Reads the one value of a body.
     *
     * @throws ProblemException 400 when it is no JSON, none or more than one
     */
    public static <T> T read(InputStream body, Reader<T> reader) {
        try (JsonParser json = FACTORY.createParser(body)) {
            return readOnly(json, reader);
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    /**
     * Reads the one value of a body that is there as a whole.
     *
     * @throws ProblemException 400 when it is no JSON, none or more than one
     */
    public static <T> T read(byte[] body, Reader<T> reader) {
        try {
            return read(body, 0, body.length, reader);
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    /**
     * Reads the one value of a part of a body.
     *
     * @throws IOException when it is no JSON, none or more than one
     */
    public static <T> T read(byte[] bytes, int from, int until, Reader<T> reader) throws IOException {
        try (JsonParser json = FACTORY.createParser(bytes, from, until - from)) {
            return readOnly(json, reader);
        }
    }

    private static <T> T readOnly(JsonParser json, Reader<T> reader) throws IOException {
        if (json.nextToken() == null) {
            throw ProblemException.malformed("The body is empty; expected JSON.");
        }
        T value = reader.read(json);
        if (json.nextToken() != null) {
            var at = json.currentTokenLocation();
            throw ProblemException.malformed("Expected one JSON value, got another at line " + at.getLineNr()
                    + ", column " + at.getColumnNr() + ".");
        }
        return value;
    }

    /** Refuses a body that says it is something else; without a content type it is taken for JSON. */
    public static void requireContentType(@Nullable String contentType) {
        String type = contentType == null ? "" : contentType.split(";", 2)[0].strip();
        if (!type.isEmpty() && !type.equalsIgnoreCase("application/json")) {
            throw ProblemException.unsupported("Content-Type", contentType, "application/json");
        }
    }

    /** A writer of JSON, for values that are kept as they came. */
    public static JsonGenerator writer(Writer target) throws IOException {
        return FACTORY.createGenerator(target);
    }

    /** Reads an object field by field; a field that is null counts as absent. */
    public static void eachField(JsonParser json, FieldReader reader) throws IOException {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            if (json.nextToken() != JsonToken.VALUE_NULL) {
                reader.read(name);
                // A reader that only looks at the token has not entered what begins there.
                if (json.currentToken().isStructStart()) {
                    json.skipChildren();
                }
            }
        }
    }

    /** Leaves a container of this depth, wherever inside it the parser stands. */
    public static void leave(JsonParser json, int depth) throws IOException {
        while (json.getParsingContext().getNestingDepth() >= depth) {
            json.nextToken();
        }
    }

    /** What is wrong with a body, in words for its sender. */
    public static String fault(IOException failure) {
        if (failure instanceof StreamConstraintsException) {
            return "JSON beyond its bounds: nested deeper than " + MAX_DEPTH + " levels, or a name or number too long.";
        }
        if (failure instanceof JsonProcessingException syntax) {
            var at = syntax.getLocation();
            String place = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
            return "Malformed JSON" + place + ": " + syntax.getOriginalMessage();
        }
        return "Malformed body: " + failure.getMessage();
    }

    private static RuntimeException malformed(IOException failure) {
        boolean sendersFault = failure instanceof JsonProcessingException
                || failure instanceof CharConversionException
                || failure instanceof ZipException
                || failure instanceof EOFException;
        return sendersFault ? ProblemException.malformed(fault(failure)) : new UncheckedIOException(failure);
    }
}
