package dev.sightline.ingest.inference;

/** Examples that the API's description shows. */
final class InferenceExamples {
    static final String DETECTION = """
            {
              "inference_id": "137d0dee-6b0f-4f0c-9d7c-0d8f0c1b2a3e",
              "model_id": "hard-hat/3",
              "timestamp": "2026-11-22T10:00:00.123Z",
              "time": 0.031,
              "image": {"width": 1280, "height": 720},
              "predictions": [
                {"class": "helmet", "confidence": 0.91, "x": 320.5, "y": 241, "width": 80, "height": 120}
              ],
              "device_id": "line-3",
              "tags": ["plant-a"],
              "metadata": {"camera": "c1"}
            }
            """;

    private InferenceExamples() {}
}
