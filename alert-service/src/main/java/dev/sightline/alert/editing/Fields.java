package dev.sightline.alert.editing;

import dev.sightline.alert.ProblemException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks of single fields; what does not fit ends the request with the field, what came and what was expected. */
final class Fields {
    private Fields() {}

    static <E extends Enum<E>> E constant(String field, @Nullable String got, Class<E> type, @Nullable E unless) {
        if (got == null && unless != null) {
            return unless;
        }
        for (E constant : type.getEnumConstants()) {
            if (id(constant).equals(got)) {
                return constant;
            }
        }
        throw ProblemException.input(
                field,
                got,
                "one of "
                        + Arrays.stream(type.getEnumConstants()).map(Fields::id).collect(Collectors.joining(", ")));
    }

    static String id(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static long between(String field, @Nullable Long got, long least, long most, long unless) {
        if (got == null) {
            return unless;
        }
        if (got < least || got > most) {
            throw ProblemException.input(field, got, "a whole number from " + least + " to " + most);
        }
        return got;
    }

    static @Nullable Double between(String field, @Nullable Double got, double least, double most) {
        if (got != null && !(got >= least && got <= most)) {
            throw ProblemException.input(field, got, "a number from " + least + " to " + most);
        }
        return got;
    }

    static @Nullable String name(String field, @Nullable String got, int longest) {
        if (got == null || got.isBlank()) {
            return null;
        }
        String name = got.strip();
        if (name.length() > longest) {
            throw ProblemException.input(field, got, "at most " + longest + " characters");
        }
        return name;
    }
}
