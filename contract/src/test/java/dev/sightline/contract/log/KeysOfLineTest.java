package dev.sightline.contract.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.junit.jupiter.api.Test;

class KeysOfLineTest {
    @Test
    void who_a_line_is_about_becomes_fields_and_the_line_stays_as_it_is() {
        var line = line("partition dropped topic=inferences workspace=acme, offset=%d error=no such workspace", 7);

        KeysOfLine.become(line);

        assertThat(line.getMdcCopy()).isEqualTo(Map.of("topic", "inferences", "workspace", "acme", "offset", "7"));
        assertThat(line.getMessage()).endsWith("offset=%d error=no such workspace");
    }

    @Test
    void an_address_has_no_keys() {
        var line = line("GET http://x/?my.model=3&submodel=4 failed", 0);

        KeysOfLine.become(line);

        assertThat(line.getMdcCopy()).isEmpty();
    }

    private static ExtLogRecord line(String format, int value) {
        var line = new ExtLogRecord(Level.INFO, format, ExtLogRecord.FormatStyle.PRINTF, "test");
        line.setParameters(new Object[] {value});
        return line;
    }
}
