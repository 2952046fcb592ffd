package dev.sightline.query.inference;

import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.jerolba.carpet.CarpetWriter;
import com.jerolba.carpet.TimeUnit;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Writes inferences one after the other in some format; the file is whole when it is closed. */
interface InferenceWriter extends AutoCloseable {
    void write(Inference inference) throws IOException;

    @Override
    void close() throws IOException;

    /**
     * Each as the API shows it, on a line of its own.
     *
     * @param json the API's
     */
    record Lines(OutputStream target, ObjectMapper json) implements InferenceWriter {
        @Override
        public void write(Inference inference) throws IOException {
            target.write(json.writeValueAsBytes(inference));
            target.write('\n');
        }

        @Override
        public void close() throws IOException {
            target.close();
        }
    }

    /** A table with a head. */
    final class Table implements InferenceWriter {
        private static final CsvMapper CSV = CsvMapper.builder()
                .addModule(new JavaTimeModule())
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .build();

        private final ObjectMapper json;
        private final SequenceWriter lines;

        /** @param json the API's, for cells that hold JSON */
        Table(OutputStream target, ObjectMapper json) throws IOException {
            this.json = json;
            this.lines = CSV.writer(CSV.schemaFor(CsvLine.class).withHeader()).writeValues(target);
        }

        @Override
        public void write(Inference inference) throws IOException {
            lines.write(CsvLine.of(inference, json));
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    /** Apache Parquet, in groups of rows: one group is held until it is written. */
    record Columns(CarpetWriter<Inference> rows) implements InferenceWriter {
        private static final long GROUP_BYTES = 8 << 20;

        /** @param json the API's, for shapes that are written as JSON */
        Columns(OutputStream target, ObjectMapper json) throws IOException {
            this(new CarpetWriter.Builder<>(target, Inference.class)
                    .withConf(new PlainParquetConfiguration())
                    .withWriteRecordModel(new ParquetColumns(json).ofInference())
                    .withCompressionCodec(CompressionCodecName.ZSTD)
                    .withDefaultTimeUnit(TimeUnit.MICROS)
                    .withRowGroupSize(GROUP_BYTES)
                    .build());
        }

        @Override
        public void write(Inference inference) throws IOException {
            rows.write(inference);
        }

        @Override
        public void close() throws IOException {
            rows.close();
        }
    }
}
