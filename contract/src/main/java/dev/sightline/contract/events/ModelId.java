package dev.sightline.contract.events;

/**
 * A model as its users name it: {@code project/version}, sometimes with the workspace before it, sometimes an alias
 * without a version ({@code yolov8n-640}).
 *
 * @param project never empty
 * @param version empty for an alias
 */
public record ModelId(String project, String version) {
    public ModelId {
        if (project.isEmpty()) {
            throw new IllegalArgumentException("a model id names a project, got an empty one");
        }
    }

    /** Reads {@code project/version}, {@code workspace/project/version} or an alias. */
    public static ModelId parse(String modelId) {
        int last = modelId.lastIndexOf('/');
        if (last <= 0 || last == modelId.length() - 1) {
            return new ModelId(modelId, "");
        }
        String project = modelId.substring(0, last);
        // The workspace is known from the key; with it in the name one model would show twice.
        return new ModelId(project.substring(project.lastIndexOf('/') + 1), modelId.substring(last + 1));
    }

    @Override
    public String toString() {
        return version.isEmpty() ? project : project + '/' + version;
    }
}
