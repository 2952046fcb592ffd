package dev.sightline.alert;

import dev.sightline.contract.log.KeysOfLine;
import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/** Found by its name in {@code quarkus.log.console.filter}; lets every line pass. */
@LoggingFilter(name = "keys")
public final class LogKeys implements Filter {
    @Override
    public boolean isLoggable(LogRecord line) {
        KeysOfLine.become(line);
        return true;
    }
}
