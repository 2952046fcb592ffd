package dev.sightline.stats.inference;

import dev.sightline.contract.events.MetadataType;
import java.util.LinkedHashMap;
import java.util.Map;

/** How the types of metadata values are called in tables. */
public final class MetadataTypes {
    private MetadataTypes() {}

    /** The names of the types of those fields that are not text. */
    public static Map<String, String> names(Map<String, MetadataType> types) {
        if (types.isEmpty()) {
            return Map.of();
        }
        var names = new LinkedHashMap<String, String>();
        types.forEach((field, type) -> {
            if (type == MetadataType.METADATA_TYPE_NUMBER || type == MetadataType.METADATA_TYPE_BOOLEAN) {
                names.put(field, type == MetadataType.METADATA_TYPE_NUMBER ? "number" : "boolean");
            }
        });
        return names;
    }
}
