package dev.sightline.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the comparison of a model's reports with the tables came to.
 *
 * @param acknowledged how many inferences got a 202
 * @param rows how many rows there are
 * @param lost ids that got a 202 and have no row
 * @param doubled ids with more than one row
 * @param sums what the rows and each rollup add up to
 */
record Findings(int acknowledged, int rows, Set<String> lost, Set<String> doubled, List<JsonNode> sums) {
    static Findings of(Acknowledged client, StoredTables tables) {
        Set<String> acknowledged = client.acknowledged();
        List<String> stored = tables.ids(client.model());
        var once = new TreeSet<String>();
        var doubled = new TreeSet<String>();
        stored.forEach(id -> (once.add(id) ? new TreeSet<String>() : doubled).add(id));
        var lost = new TreeSet<>(acknowledged);
        lost.removeAll(once);
        return new Findings(acknowledged.size(), stored.size(), lost, doubled, tables.sums(client.model()));
    }

    /** Rollups that say something else than the rows. */
    List<String> differingRollups() {
        var rows = figures(sumOfRows());
        return sums.stream()
                .filter(sum -> !figures(sum).equals(rows))
                .map(sum -> sum.get("source").asText())
                .toList();
    }

    /** 0 lost, 0 double, rows = rollups. */
    void areExact() {
        System.out.printf(
                "faults: %d acknowledged, %d rows, %d lost, %d double, rollups that differ: %s%n",
                acknowledged, rows, lost.size(), doubled.size(), differingRollups());
        assertThat(lost).as("lost of %s acknowledged", acknowledged).isEmpty();
        assertThat(doubled).as("double of %s rows", rows).isEmpty();
        assertThat(differingRollups())
                .as("rollups that differ from the rows, of %s", sums)
                .isEmpty();
        assertThat(sumOfRows().get("requests").asInt()).as("rows").isEqualTo(rows);
    }

    private JsonNode sumOfRows() {
        return sums.stream()
                .filter(sum -> sum.get("source").asText().equals("inference"))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode figures(JsonNode sum) {
        ObjectNode figures = sum.deepCopy();
        figures.remove("source");
        return figures;
    }
}
