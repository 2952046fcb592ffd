package dev.sightline.stats.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class NativeBlockTest {
    private final NativeBlock block = new NativeBlock();

    @Test
    void a_block_is_its_columns_one_after_the_other() throws IOException {
        var numbers = block.uint16("n");
        var texts = block.strings("t");
        numbers.add(1);
        texts.values().add("a");
        texts.values().add("bc");
        texts.endRow();
        numbers.add(258);
        texts.endRow();

        var out = new ByteArrayOutputStream();
        block.writeTo(out);

        // 2 columns, 2 rows; "n" UInt16: 1, 258; "t" Array(String): ends 2, 2, then "a", "bc".
        assertThat(HexFormat.of().formatHex(out.toByteArray()))
                .isEqualTo("0202" + "016e" + "0655496e743136" + "01000201" + "0174" + "0d417272617928537472696e6729"
                        + "0200000000000000" + "0200000000000000" + "0161" + "026263");
    }

    @Test
    void a_column_that_lacks_a_row_is_refused() {
        block.string("a").add("x");
        block.string("b");

        assertThatThrownBy(() -> block.writeTo(new ByteArrayOutputStream())).hasMessageContaining("column b has 0");
    }
}
