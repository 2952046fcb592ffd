package dev.sightline.contract.log;

import java.util.logging.LogRecord;
import java.util.regex.Pattern;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/**
 * Who a line of a log is about, as fields of their own: what stands as {@code workspace=acme} in the message is also put where
 * lines of JSON have fields ({@code mdc}), so that logs can be searched by it.
 */
public final class KeysOfLine {
    // Others, such as error=…, are free text and may have spaces.
    private static final Pattern KEY = Pattern.compile(
            "(?<![\\w.])(workspace|model|inferenceId|deviceId|ruleId|incidentId|topic|partition|offset)=([^\\s,;)]+)");
    private static final ExtFormatter TEXT = new PatternFormatter("%s");

    private KeysOfLine() {}

    /** Adds the fields to a line; for the filter that Quarkus wants each service to have as a class of its own. */
    public static void become(LogRecord line) {
        if (line instanceof ExtLogRecord keyed) {
            String message = TEXT.formatMessage(keyed);
            if (message != null && message.indexOf('=') >= 0) {
                KEY.matcher(message).results().forEach(key -> keyed.putMdc(key.group(1), key.group(2)));
            }
        }
    }
}
