package dev.sightline.query.password;

import com.nulabinc.zxcvbn.Zxcvbn;
import dev.sightline.query.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which passwords will do: long enough, and not guessed soon by somebody who knows common passwords, words, names, dates and
 * keyboards. No rules about capitals and digits: they make passwords harder to remember than to guess.
 */
@ApplicationScoped
public class PasswordRules {
    public static final int SHORTEST = 12;

    // BCrypt looks no further.
    private static final int MOST_BYTES = 72;

    private static final int LEAST_SCORE = 3;
    private static final List<String> WORDS = List.of("very weak", "very weak", "weak", "good", "strong");

    private final Zxcvbn zxcvbn = new Zxcvbn();

    /**
     * The password, when it will do; otherwise fails with a problem that says why.
     *
     * @param known what others know of the person as well: e-mail, name
     */
    public String require(@Nullable String password, List<String> known) {
        if (password == null || password.codePointCount(0, password.length()) < SHORTEST) {
            throw ProblemException.input("password", null, "a password of at least 12 characters");
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw ProblemException.input("password", null, "a password of at most 72 bytes");
        }
        var strength = strength(password, known);
        if (!strength.isEnough()) {
            throw ProblemException.input("password", null, "a password that is harder to guess" + adviceOf(strength));
        }
        return password;
    }

    /** How hard it is to guess, in words. */
    public PasswordStrength strength(String password, List<String> known) {
        // What is beyond would not count, and would take long.
        String looked = password.substring(0, Math.min(password.length(), MOST_BYTES));
        var measured = zxcvbn.measure(looked, partsOf(known));
        boolean isLong = password.codePointCount(0, password.length()) >= SHORTEST;
        List<String> advice = new ArrayList<>();
        if (!measured.getFeedback().getWarning().isBlank()) {
            advice.add(measured.getFeedback().getWarning());
        }
        advice.addAll(measured.getFeedback().getSuggestions());
        return new PasswordStrength(
                WORDS.get(measured.getScore()), isLong && measured.getScore() >= LEAST_SCORE, advice);
    }

    private static String adviceOf(PasswordStrength strength) {
        return strength.advice().isEmpty() ? "" : ": " + String.join(" ", strength.advice());
    }

    private static List<String> partsOf(List<String> known) {
        List<String> parts = new ArrayList<>(List.of("sightline"));
        for (String text : known) {
            parts.add(text);
            parts.addAll(List.of(text.split("[\\s@.]+")));
        }
        return parts;
    }
}
