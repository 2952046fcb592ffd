package dev.sightline.stats.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.sightline.contract.events.InferenceError;
import dev.sightline.contract.events.InferenceRecorded;
import dev.sightline.contract.events.Prediction;
import dev.sightline.stats.clickhouse.NativeBlock;
import dev.sightline.stats.consume.Copies;
import dev.sightline.stats.consume.EventTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the parser that Protobuf makes, on records of every shape, whole and broken. */
class InferenceBytesTest {
    private static final List<String> TEXTS = List.of("", "a", "hard-hat/3", "Müller", "日本", "🙂", "x".repeat(300));
    private static final List<String> MASKS = List.of("", "{\"size\": [2, 3], \"counts\": \"06\"}");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void rows_are_those_of_the_message(long seed) throws Exception {
        var random = new Random(seed);
        var rows = new InferenceTable().newRows(Copies.NONE);
        var expected = new PlainInferenceRows();

        for (int i = 0; i < 100; i++) {
            var message = inference(random);
            rows.add(record(message.toByteArray(), i));
            expected.add(message, record(message.toByteArray(), i));
        }

        assertThat(bytes(rows.block())).isEqualTo(bytes(expected.block()));
    }

    /** A field that is added to the event has to be read, too. */
    @Test
    void every_field_has_its_place_in_the_row() throws Exception {
        byte[] without = rowOf(InferenceRecorded.newBuilder().setModelId("m/1").build());

        for (var field : InferenceRecorded.getDescriptor().getFields()) {
            assertThat(rowOf(withOnly(field))).as(field.getName()).isNotEqualTo(without);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void a_record_that_ends_anywhere_is_read_as_the_message_is(long seed) throws Exception {
        byte[] whole = inference(new Random(seed)).toByteArray();

        for (int length = 0; length < whole.length; length++) {
            assertReadAlike(Arrays.copyOf(whole, length));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24})
    void a_record_with_a_wrong_byte_is_read_as_the_message_is(long seed) throws Exception {
        var random = new Random(seed);
        byte[] whole = inference(random).toByteArray();

        for (int i = 0; i < 3000; i++) {
            byte[] broken = whole.clone();
            broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            assertReadAlike(broken);
        }
    }

    @Test
    void what_could_not_be_read_leaves_nothing_in_the_next_row() throws Exception {
        var random = new Random(31);
        var rows = new InferenceTable().newRows(Copies.NONE);
        byte[] full = inference(random).toByteArray();
        byte[] broken = Arrays.copyOf(full, full.length - 1);
        var small = InferenceRecorded.newBuilder().setModelId("m/1").build();
        assertThat(isAdded(rows, broken)).isFalse();

        rows.add(record(small.toByteArray(), 0));

        assertThat(bytes(rows.block())).isEqualTo(rowOf(small));
    }

    private static void assertReadAlike(byte[] record) throws IOException {
        var rows = new InferenceTable().newRows(Copies.NONE);
        boolean isAdded = isAdded(rows, record);

        var expected = new PlainInferenceRows();
        try {
            expected.add(InferenceRecorded.parseFrom(record), record(record, 0));
        } catch (InvalidProtocolBufferException | RuntimeException e) {
            assertThat(isAdded).as("refused as the message is: %s", e).isFalse();
            assertThat(rows.block().rows()).isZero();
            return;
        }
        assertThat(isAdded).isTrue();
        assertThat(bytes(rows.block())).isEqualTo(bytes(expected.block()));
    }

    private static boolean isAdded(EventTable.Rows rows, byte[] record) {
        try {
            rows.add(record(record, 0));
            return true;
        } catch (InvalidProtocolBufferException | RuntimeException e) {
            return false;
        }
    }

    private static byte[] rowOf(InferenceRecorded message) throws InvalidProtocolBufferException {
        var rows = new InferenceTable().newRows(Copies.NONE);
        rows.add(record(message.toByteArray(), 0));
        return bytes(rows.block());
    }

    private static InferenceRecorded withOnly(FieldDescriptor field) {
        var builder = InferenceRecorded.newBuilder().setModelId("m/1");
        if (field.isMapField()) {
            var entry = builder.newBuilderForField(field);
            for (var part : field.getMessageType().getFields()) {
                entry.setField(part, notDefault(part));
            }
            return builder.addRepeatedField(field, entry.build()).build();
        }
        if (field.isRepeated()) {
            return builder.addRepeatedField(field, notDefault(field)).build();
        }
        return builder.setField(field, notDefault(field)).build();
    }

    private static Object notDefault(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case STRING -> "other/9";
            case INT -> 9;
            case LONG -> 9L;
            case DOUBLE -> 0.9;
            case ENUM -> field.getEnumType().findValueByNumber(1);
            case MESSAGE ->
                field.getNumber() == InferenceRecorded.PREDICTIONS_FIELD_NUMBER
                        ? Prediction.getDefaultInstance()
                        : InferenceError.getDefaultInstance();
            default -> throw new IllegalStateException("no other kinds: " + field);
        };
    }

    private static InferenceRecorded inference(RandomGenerator random) {
        var builder = InferenceRecorded.newBuilder();
        fill(builder, random);
        return builder.setModelId(builder.getModelId().isEmpty() ? "m" : builder.getModelId())
                .build();
    }

    private static void fill(Message.Builder builder, RandomGenerator random) {
        for (var field : builder.getDescriptorForType().getFields()) {
            if (field.isRepeated()) {
                int count = random.nextInt(4);
                for (int i = 0; i < count; i++) {
                    builder.addRepeatedField(field, value(builder, field, random));
                }
            } else if (random.nextInt(4) > 0) {
                builder.setField(field, value(builder, field, random));
            }
        }
    }

    private static Object value(Message.Builder of, FieldDescriptor field, RandomGenerator random) {
        return switch (field.getJavaType()) {
            case STRING -> field.getName().equals("rle") ? one(MASKS, random) : one(TEXTS, random);
            case INT -> random.nextInt();
            case LONG -> random.nextLong();
            case DOUBLE -> random.nextDouble();
            case ENUM -> one(values(field), random);
            case MESSAGE -> {
                var builder = of.newBuilderForField(field);
                fill(builder, random);
                yield builder.build();
            }
            default -> throw new IllegalStateException("no other kinds: " + field);
        };
    }

    private static List<EnumValueDescriptor> values(FieldDescriptor field) {
        return field.getEnumType().getValues();
    }

    private static <T> T one(List<T> of, RandomGenerator random) {
        return of.get(random.nextInt(of.size()));
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] value, long offset) {
        return new ConsumerRecord<>("inferences", 3, offset, new byte[0], value);
    }

    private static byte[] bytes(NativeBlock block) {
        var out = new ByteArrayOutputStream();
        try {
            block.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
