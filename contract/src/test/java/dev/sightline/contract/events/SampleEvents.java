package dev.sightline.contract.events;

import java.time.Instant;

/** Events as they are usual; tests change what they are about. Every module's tests take theirs from here. */
public final class SampleEvents {
    /** When the sample events happened. */
    public static final Instant AT = Instant.parse("2026-11-22T10:00:00.123456Z");

    private SampleEvents() {}

    /** One image of hard-hat/3 from device line-3, with two detections of confidence 0.9 and 0.5, in 31 ms. */
    public static InferenceRecorded.Builder anInference() {
        return InferenceRecorded.newBuilder()
                .setWorkspace("acme")
                .setInferenceId("137d0dee-4b3c-4f6a-9a55-0d8f7b7f0001")
                .setOccurredAtMicros(micros(AT))
                .setReceivedAtMicros(micros(AT.plusMillis(20)))
                .setModelId("hard-hat/3")
                .setModelType("object-detection")
                .setDeviceId("line-3")
                .setServerId("SxVv9x-GPU-0")
                .setServerVersion("1.5.0")
                .addTags("plant-a")
                .setSource("external")
                .setSourceInfo("external")
                .setConfidenceThreshold(0.4)
                .setInferenceTime(0.031)
                .setImageWidth(1280)
                .setImageHeight(720)
                .addPredictions(aDetection("helmet", 0.9).setDetectionId("aef62624-0001"))
                .addPredictions(aDetection("head", 0.5).setClassId(2).setTrackerId("7"))
                .putMetadata("camera", "c1");
    }

    /** A detection of 80 × 120 pixels around (320.5, 241). */
    public static Prediction.Builder aDetection(String className, double confidence) {
        return Prediction.newBuilder()
                .setClassName(className)
                .setClassId(1)
                .setConfidence(confidence)
                .setX(320.5)
                .setY(241)
                .setWidth(80)
                .setHeight(120);
    }

    /** A sign of life of device line-3, promised every minute. */
    public static HeartbeatReceived.Builder aHeartbeat() {
        return HeartbeatReceived.newBuilder()
                .setWorkspace("acme")
                .setDeviceId("line-3")
                .setServerId("SxVv9x-GPU-0")
                .setServerVersion("1.5.0")
                .setReceivedAtMicros(micros(AT))
                .setSentAtMicros(micros(AT.minusMillis(40)))
                .setIntervalSeconds(60)
                .addTags("plant-a")
                .setPlatform("Linux")
                .setHostname("jetson-3");
    }

    /** The image of {@link #anInference}. */
    public static InferenceImageStored.Builder anImage() {
        return InferenceImageStored.newBuilder()
                .setWorkspace("acme")
                .setInferenceId("137d0dee-4b3c-4f6a-9a55-0d8f7b7f0001")
                .setReceivedAtMicros(micros(AT.plusSeconds(1)))
                .setObjectKey("acme/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
                .setContentType("image/jpeg")
                .setSizeBytes(48_213)
                .setWidth(1280)
                .setHeight(720);
    }

    /** A box for the helmet of {@link #anInference}, drawn for {@link #anImage}. */
    public static InferenceAnnotated.Builder anAnnotation() {
        return InferenceAnnotated.newBuilder()
                .setWorkspace("acme")
                .setInferenceId("137d0dee-4b3c-4f6a-9a55-0d8f7b7f0001")
                .setReceivedAtMicros(micros(AT.plusSeconds(1)))
                .setObjectKey("acme/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
                .setImageWidth(1280)
                .setImageHeight(720)
                .addPredictions(Prediction.newBuilder()
                        .setClassName("helmet")
                        .setClassId(1)
                        .setConfidence(0.9123)
                        .setX(320.5)
                        .setY(241)
                        .setWidth(80)
                        .setHeight(120)
                        .setDetectionId("aef62624"));
    }

    /** A text, a number and a boolean for {@link #anInference}. */
    public static InferenceMetadataSet.Builder someMetadata() {
        return InferenceMetadataSet.newBuilder()
                .setWorkspace("acme")
                .setInferenceId("137d0dee-4b3c-4f6a-9a55-0d8f7b7f0001")
                .setReceivedAtMicros(micros(AT.plusSeconds(2)))
                .addFields(MetadataField.newBuilder().setName("line").setValue("A1"))
                .addFields(aField("temperature", "72.50", MetadataType.METADATA_TYPE_NUMBER))
                .addFields(aField("overtime", "true", MetadataType.METADATA_TYPE_BOOLEAN));
    }

    /** A field of an inference's metadata. */
    public static MetadataField.Builder aField(String name, String value, MetadataType type) {
        return MetadataField.newBuilder().setName(name).setValue(value).setType(type);
    }

    /** Three images of hard-hat/3 that the server of device line-3 counted within ten seconds. */
    public static ServerUsageReported.Builder aUsage() {
        return ServerUsageReported.newBuilder()
                .setWorkspace("acme")
                .setUsageId("6f1ed002ab5595859014ebf0951522d9")
                .setReceivedAtMicros(micros(AT.plusSeconds(11)))
                .setStartedAtMicros(micros(AT))
                .setStoppedAtMicros(micros(AT.plusSeconds(10)))
                .setSessionId("1795354114732659186_5efa")
                .setCategory("model")
                .setResourceId("hard-hat/3")
                .setDeviceId("line-3")
                .setHostnameHash("5bce9")
                .setServerVersion("1.5.0")
                .setSourceInfo("external")
                .setFrames(3)
                .setExecutionDuration(0.0931);
    }

    /** A helmet that a video workflow on device line-3 was most sure of. */
    public static InferenceSampled.Builder aSample() {
        return InferenceSampled.newBuilder()
                .setWorkspace("acme")
                .setReceivedAtMicros(micros(AT))
                .setDeviceId("line-3")
                .setServerVersion("1.5.0")
                .setModelId("hard-hat/3")
                .setModelType("object-detection")
                .setInferenceId("c1555949-503e-42f9-a825-2ac1f6a420ae")
                .setClassName("helmet")
                .setConfidence(0.9123)
                .setSource("workflow")
                .setSourceInfo("ModelMonitoringInferenceAggregatorBlockV1")
                .setSampleIndex(1);
    }

    /** Unix time in microseconds. */
    public static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
    }
}
