package dev.sightline.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jboss.jandex.Type;
import org.jspecify.annotations.Nullable;

/**
 * Says in the schemas what the records say already: every component is there in the answer, and those marked
 * {@link Nullable} may be null — or absent, where a record leaves its nulls out. Without it each record would have to
 * repeat this in annotations, and types generated from the schemas would be full of "perhaps".
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = 40)
public class SchemasFromRecords implements OASFilter {
    private static final DotName NULLABLE = DotName.createSimple(Nullable.class);
    private static final DotName INCLUDE = DotName.createSimple(JsonInclude.class);
    private static final DotName PROPERTY = DotName.createSimple(JsonProperty.class);
    private static final DotName SCHEMA =
            DotName.createSimple(org.eclipse.microprofile.openapi.annotations.media.Schema.class);
    private static final String PACKAGE = "dev.sightline.";

    private final IndexView index;

    public SchemasFromRecords(IndexView index) {
        this.index = index;
    }

    @Override
    public void filterOpenAPI(OpenAPI api) {
        var schemas = api.getComponents().getSchemas();
        for (var record : index.getKnownClasses()) {
            var schema = schemas == null ? null : schemas.get(schemaName(record));
            boolean isOurs = record.isRecord() && record.name().toString().startsWith(PACKAGE);
            // A request's record says itself what is required: its components may all be missing.
            if (isOurs && schema != null && isOf(record, schema) && schema.getRequired() == null) {
                describe(record, schema);
            }
        }
    }

    /** What is shown may be named as what is stored; then the properties tell which of the two the schema is of. */
    private static boolean isOf(ClassInfo record, Schema schema) {
        return schema.getProperties() != null
                && record.recordComponents().stream()
                        .allMatch(component -> schema.getProperties().containsKey(propertyName(record, component)));
    }

    private static void describe(ClassInfo record, Schema schema) {
        var include = record.declaredAnnotation(INCLUDE);
        boolean leavesNullsOut = include != null && include.value().asEnum().equals("NON_NULL");
        var properties = new LinkedHashMap<>(schema.getProperties());
        List<String> required = new ArrayList<>();
        for (var component : record.recordComponents()) {
            String name = propertyName(record, component);
            var property = properties.get(name);
            if (property == null) {
                throw new IllegalStateException("schema of " + record.name() + " lacks " + name);
            }
            boolean isNullable = component.type().hasAnnotation(NULLABLE);
            if (!isNullable || !leavesNullsOut) {
                required.add(name);
            }
            if (isNullable && !leavesNullsOut) {
                properties.put(name, orNull(property));
            }
            itemsOrNull(component, property);
        }
        schema.setProperties(properties);
        schema.setRequired(required);
    }

    private static Schema orNull(Schema schema) {
        if (schema.getRef() != null) {
            var ref = OASFactory.createSchema().ref(schema.getRef());
            return OASFactory.createSchema()
                    .description(schema.getDescription())
                    .anyOf(List.of(ref, OASFactory.createSchema().addType(Schema.SchemaType.NULL)));
        }
        return schema.addType(Schema.SchemaType.NULL);
    }

    private static void itemsOrNull(RecordComponentInfo component, Schema property) {
        if (component.type().kind() == Type.Kind.PARAMETERIZED_TYPE) {
            var arguments = component.type().asParameterizedType().arguments();
            if (property.getItems() != null && arguments.getFirst().hasAnnotation(NULLABLE)) {
                property.setItems(orNull(property.getItems()));
            }
        }
    }

    private static String schemaName(ClassInfo record) {
        var annotation = record.declaredAnnotation(SCHEMA);
        AnnotationValue name = annotation == null ? null : annotation.value("name");
        return name == null ? record.simpleName() : name.asString();
    }

    private static String propertyName(ClassInfo record, RecordComponentInfo component) {
        // Jackson's annotation is not one of components: the compiler puts it on the field.
        var named = record.field(component.name()).annotation(PROPERTY);
        return named != null
                ? named.value().asString()
                : component.name().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
