package dev.sightline.contract.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.sightline.contract.access.ApiKeyActivity;
import dev.sightline.contract.access.ReportKind;
import dev.sightline.contract.access.ReportReceived;
import dev.sightline.contract.access.RequestRefused;
import dev.sightline.contract.access.WorkspaceRetentionSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bytes of released versions, kept as hex in {@code golden/}. Logs outlive releases: a file here is never changed; a
 * new field gets a new file beside the old ones.
 */
class GoldenBytesTest {
    static Stream<Arguments> released() {
        return Stream.of(
                Arguments.of("inference-recorded-v1", sample(SampleEvents.anInference()), InferenceRecorded.parser()),
                Arguments.of("heartbeat-received-v1", sample(SampleEvents.aHeartbeat()), HeartbeatReceived.parser()),
                Arguments.of(
                        "inference-image-stored-v1", sample(SampleEvents.anImage()), InferenceImageStored.parser()),
                Arguments.of("inference-recorded-v2", sample(typedInference()), InferenceRecorded.parser()),
                Arguments.of("heartbeat-received-v2", sample(aFullHeartbeat()), HeartbeatReceived.parser()),
                Arguments.of(
                        "inference-metadata-set-v1",
                        sample(SampleEvents.someMetadata()),
                        InferenceMetadataSet.parser()),
                Arguments.of(
                        "inference-metadata-set-v1-of-a-time",
                        sample(metadataOfATime()),
                        InferenceMetadataSet.parser()),
                Arguments.of(
                        "inference-annotated-v1", sample(SampleEvents.anAnnotation()), InferenceAnnotated.parser()),
                Arguments.of("server-usage-reported-v1", sample(aFailure()), ServerUsageReported.parser()),
                Arguments.of("inference-sampled-v1", sample(SampleEvents.aSample()), InferenceSampled.parser()),
                Arguments.of("api-key-activity-v1", sample(anActivity()), ApiKeyActivity.parser()),
                Arguments.of("space-observed-v1", sample(aShortage()), SpaceObserved.parser()),
                Arguments.of("workspace-retention-set-v1", sample(aRetention()), WorkspaceRetentionSet.parser()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("released")
    void released_bytes_mean_what_they_meant(String name, Message expected, Parser<? extends MessageLite> parser)
            throws IOException {
        byte[] golden = golden(name);

        var read = parser.parseFrom(golden);

        assertThat(read).as("what %s says", name).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("released")
    void the_same_event_is_written_as_the_same_bytes(String name, Message event, Parser<? extends MessageLite> parser)
            throws IOException {
        assertThat(HexFormat.of().formatHex(event.toByteArray()))
                .as("bytes of %s", name)
                .isEqualTo(HexFormat.of().formatHex(golden(name)));
    }

    private static Message.Builder typedInference() {
        return SampleEvents.anInference()
                .clearMetadata()
                .putMetadata("temperature", "72.50")
                .putMetadataTypes("temperature", MetadataType.METADATA_TYPE_NUMBER);
    }

    private static Message.Builder aFullHeartbeat() {
        return SampleEvents.aHeartbeat()
                .setStartedAtMicros(SampleEvents.micros(SampleEvents.AT.minusSeconds(3600)))
                .setNewestResultAtMicros(SampleEvents.micros(SampleEvents.AT.minusSeconds(1)))
                .setReportsAggregates(true);
    }

    private static Message.Builder metadataOfATime() {
        return SampleEvents.someMetadata()
                .clearInferenceId()
                .setDeviceId("line-3")
                .setOccurredAtMicros(SampleEvents.micros(SampleEvents.AT))
                .setToleranceMicros(1_000_000)
                .setModelId("hard-hat/3");
    }

    private static Message.Builder aFailure() {
        return SampleEvents.aUsage()
                .setFps(29.97)
                .setSourceDuration(10)
                .setIsHosted(true)
                .setError(InferenceError.newBuilder()
                        .setStatus(500)
                        .setType("RuntimeError")
                        .setMessage("CUDA out of memory"));
    }

    private static Message.Builder anActivity() {
        long at = SampleEvents.micros(SampleEvents.AT);
        return ApiKeyActivity.newBuilder()
                .setKeyId("5a2f4d0e-0000-4000-8000-0000000000a1")
                .setWorkspace("acme")
                .setLastUsedAtMicros(at)
                .addReceived(ReportReceived.newBuilder()
                        .setKind(ReportKind.REPORT_KIND_PINGBACK)
                        .setReceivedAtMicros(at)
                        .setDeviceId("line-3")
                        .setServerId("SxVv9x")
                        .setItems(31))
                .addRefusals(RequestRefused.newBuilder()
                        .setRefusedAtMicros(at)
                        .setMethod("POST")
                        .setPath("/v1/inferences")
                        .setStatus(422)
                        .setReason("invalid-input")
                        .setDetail("model_id: got nothing, expected a model id")
                        .setField("model_id")
                        .setCount(3)
                        .setKeyHint("sl_7Qxw…"));
    }

    private static Message.Builder aShortage() {
        return SpaceObserved.newBuilder()
                .setObservedAtMicros(SampleEvents.micros(SampleEvents.AT))
                .setLevel(SpaceLevel.SPACE_LEVEL_NO_IMAGES)
                .setDiskFree(0.04)
                .setImageBytes(1_000_000)
                .setImageBudgetBytes(2_000_000);
    }

    private static Message.Builder aRetention() {
        return WorkspaceRetentionSet.newBuilder()
                .setWorkspace("acme")
                .setRowsDays(30)
                .setRollupsDays(200)
                .setImagesDays(7);
    }

    private static Message sample(Message.Builder builder) {
        return builder.build();
    }

    private static byte[] golden(String name) throws IOException {
        try (var in = GoldenBytesTest.class.getResourceAsStream("/golden/" + name + ".hex")) {
            assertThat(in).as("golden/%s.hex", name).isNotNull();
            return HexFormat.of().parseHex(new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip());
        }
    }
}
