package dev.sightline.alert.judge;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What a series or a rule is about; a part that is null is not narrowed down.
 *
 * @param model the project, all of its versions
 * @param version only with a model
 */
public record SeriesScope(
        @Nullable String model,
        @Nullable String version,
        @JsonProperty("class") @Nullable String className,
        @Nullable String deviceId) {
    public static SeriesScope ofModel(String model) {
        return new SeriesScope(model, null, null, null);
    }

    public static SeriesScope ofDevice(String deviceId) {
        return new SeriesScope(null, null, null, deviceId);
    }

    /** The scope of one model's series under this one. */
    public SeriesScope of(String model) {
        return new SeriesScope(model, version, className, deviceId);
    }

    /** Names the series within its rule; the same for as long as there is one. */
    public String key() {
        return "model=%s version=%s class=%s device=%s"
                .formatted(orAll(model), orAll(version), orAll(className), orAll(deviceId));
    }

    /** For people. */
    public String shown() {
        String ofModel = model == null ? "all models" : version == null ? model : model + '/' + version;
        String named = model == null && deviceId != null ? deviceId : ofModel;
        String onDevice = model != null && deviceId != null ? " on " + deviceId : "";
        return (className == null ? named : className + " of " + named) + onDevice;
    }

    private static String orAll(@Nullable String part) {
        return part == null ? "*" : part;
    }
}
