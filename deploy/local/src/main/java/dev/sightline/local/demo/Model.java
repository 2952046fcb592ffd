package dev.sightline.local.demo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model, as it was trained and is asked.
 *
 * @param nextVersion the version that is rolled out in the middle of the story; null for none
 * @param confidence usual mean over its predictions
 * @param threshold predictions below are not reported
 * @param seconds usual inference time on hardware of slowness 1
 */
record Model(
        String project,
        String version,
        @Nullable String nextVersion,
        Task task,
        SceneKind sceneKind,
        List<String> classes,
        double confidence,
        double threshold,
        double seconds) {
    /** What a model answers. */
    enum Task {
        OBJECT_DETECTION("object-detection"),
        CLASSIFICATION("classification"),
        MULTI_LABEL("multi-label-classification"),
        INSTANCE_SEGMENTATION("instance-segmentation"),
        KEYPOINTS("keypoint-detection");

        private final String modelType;

        Task(String modelType) {
            this.modelType = modelType;
        }

        String modelType() {
            return modelType;
        }
    }

    /** What a model's cameras look at. */
    enum SceneKind {
        BUILDING_SITE,
        WELD,
        PALLET,
        CONVEYOR_OF_ROCKS,
        AISLE,
        CONVEYOR_OF_PARCELS
    }

    int classId(String className) {
        return classes.indexOf(className);
    }
}
