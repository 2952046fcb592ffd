package dev.sightline.query.inference;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Describes the filters at every operation that takes them: they are read from the whole query, by {@link InferenceFilter}. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class FilterParameters implements OASFilter {
    private static final Set<String> OPERATIONS =
            Set.of("listInferences", "countInferences", "exportInferences", "listInferenceNeighbours");

    @Override
    public Operation filterOperation(Operation operation) {
        if (OPERATIONS.contains(operation.getOperationId())) {
            describe(operation);
        }
        return operation;
    }

    private static void describe(Operation operation) {
        texts(operation, InferenceFilter.MODEL_ID, "project/version, or a model named without a version; any of them.");
        texts(operation, InferenceFilter.CLASS, "Predicted one of these classes.");
        for (TextFilter text : TextFilter.values()) {
            texts(operation, text.parameter(), text.description() + " Any of them; an empty one: does not say.");
        }
        for (RangeFilter range : RangeFilter.values()) {
            number(operation, range.from(), "Least " + range.description() + '.', range);
            number(operation, range.below(), "Upper bound, itself not included: " + range.description() + '.', range);
        }
        flag(operation, InferenceFilter.IS_ERROR, "Whether there is no answer but an error.");
        flag(operation, InferenceFilter.HAS_IMAGE, "Whether an image was sent.");
    }

    private static void texts(Operation operation, String name, String description) {
        var text = OASFactory.createSchema().type(List.of(Schema.SchemaType.STRING));
        add(
                operation,
                name,
                description,
                OASFactory.createSchema()
                        .type(List.of(Schema.SchemaType.ARRAY))
                        .items(text)
                        .maxItems(TextFilter.MOST_VALUES));
    }

    private static void number(Operation operation, String name, String description, RangeFilter range) {
        var number = OASFactory.createSchema()
                .type(List.of(Schema.SchemaType.NUMBER))
                .minimum(BigDecimal.ZERO);
        add(operation, name, description, range.most() == 1 ? number.maximum(BigDecimal.ONE) : number);
    }

    private static void flag(Operation operation, String name, String description) {
        add(operation, name, description, OASFactory.createSchema().type(List.of(Schema.SchemaType.BOOLEAN)));
    }

    private static void add(Operation operation, String name, String description, Schema schema) {
        operation.addParameter(OASFactory.createParameter()
                .name(name)
                .in(Parameter.In.QUERY)
                .description(description)
                .schema(schema));
    }
}
