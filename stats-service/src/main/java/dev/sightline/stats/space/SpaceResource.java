package dev.sightline.stats.space;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sightline.contract.events.SpaceObserved;
import dev.sightline.stats.access.CurrentCaller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Whether there is room; for those who run the system, since all workspaces share it. */
@Path("/api/v1/operations/space")
@Produces(MediaType.APPLICATION_JSON)
class SpaceResource {
    private final CurrentCaller caller;
    private final Space space;

    SpaceResource(CurrentCaller caller, Space space) {
        this.caller = caller;
        this.space = space;
    }

    /** What follows from the room that is left. */
    enum Level {
        @JsonProperty("unknown")
        UNKNOWN,
        @JsonProperty("enough")
        ENOUGH,
        @JsonProperty("short")
        SHORT,
        @JsonProperty("no_images")
        NO_IMAGES
    }

    /**
     * The room there is.
     *
     * @param asOf null when nobody has looked yet
     * @param diskFree share of ClickHouse's fullest disk; null when nobody has looked yet
     * @param imageBytes null when images have no budget
     * @param imageBudgetBytes null when images have no budget
     */
    record Room(
            Level level,
            @Nullable Instant asOf,
            @Nullable Double diskFree,
            @Nullable Long imageBytes,
            @Nullable Long imageBudgetBytes) {
        static Room of(SpaceObserved said) {
            var level = switch (said.getLevel()) {
                case SPACE_LEVEL_ENOUGH -> Level.ENOUGH;
                case SPACE_LEVEL_SHORT -> Level.SHORT;
                case SPACE_LEVEL_NO_IMAGES -> Level.NO_IMAGES;
                case SPACE_LEVEL_UNSPECIFIED, UNRECOGNIZED -> Level.UNKNOWN;
            };
            boolean isKnown = said.getObservedAtMicros() > 0;
            boolean hasBudget = said.getImageBudgetBytes() > 0;
            return new Room(
                    level,
                    isKnown ? Instant.EPOCH.plus(said.getObservedAtMicros(), ChronoUnit.MICROS) : null,
                    isKnown ? said.getDiskFree() : null,
                    hasBudget ? said.getImageBytes() : null,
                    hasBudget ? said.getImageBudgetBytes() : null);
        }
    }

    @GET
    public Room get() {
        caller.get().mayOperate();
        return Room.of(space.latest());
    }
}
