package dev.sightline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs what the guides tell people to run, against the running system, and looks whether it arrived. In place of Docker, which
 * would pull an image, stands a script that reports as the image's server does.
 */
@ExtendWith(RunningSystem.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuidesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<String> GUIDES =
            List.of("connect-an-inference-server.md", "send-from-your-code.md", "metadata-and-images.md");
    private static final Path STAND_INS = RunningSystem.home().resolve("deploy/e2e/src/test/resources/guides");
    private static final Pattern SNIPPET =
            Pattern.compile("<!-- run -->\\n```(bash|python|java|javascript)\\n(.*?)```", Pattern.DOTALL);

    private final Sightline sightline;

    GuidesTest(Sightline sightline) {
        this.sightline = sightline;
    }

    @Test
    void every_snippet_runs_and_what_it_sends_arrives(@TempDir Path folder) throws IOException, InterruptedException {
        for (String guide : GUIDES) {
            List<Snippet> snippets = snippetsOf(guide);
            assertThat(snippets).as("snippets of %s", guide).isNotEmpty();
            // One after the other in the same folder, as someone would who reads the guide.
            for (Snippet snippet : snippets) {
                snippet.run(folder, sightline);
            }
        }

        for (String name : List.of("curl", "python", "java", "javascript", "webhook", "metadata", "image")) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(sightline
                                    .get("/inferences/guide-" + name)
                                    .get("model_id")
                                    .asText())
                            .isEqualTo("hard-hat/3"));
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sightline.get("/devices").findValuesAsText("device_id"))
                        .as("the device of docker run, and that of curl")
                        .contains("line-3", "guide-line-3"));
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(sightline
                            .get("/inferences/guide-metadata")
                            .at("/metadata/line")
                            .asText())
                    .isEqualTo("A1");
            assertThat(sightline
                            .get("/inferences/guide-metadata")
                            .get("has_image")
                            .asBoolean())
                    .isTrue();
            assertThat(sightline.get("/inferences/guide-image").get("has_image").asBoolean())
                    .isTrue();
        });
    }

    private static List<Snippet> snippetsOf(String guide) throws IOException {
        var found = SNIPPET.matcher(Files.readString(RunningSystem.home().resolve("docs/guides/" + guide)));
        var snippets = new ArrayList<Snippet>();
        while (found.find()) {
            snippets.add(new Snippet(found.group(1), found.group(2)));
        }
        return snippets;
    }

    private record Snippet(String language, String text) {
        void run(Path folder, Sightline sightline) throws IOException, InterruptedException {
            Path file = folder.resolve(fileName());
            Files.writeString(file, text);
            File output = folder.resolve("output.txt").toFile();
            var builder = new ProcessBuilder(command(file.toString()))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output);
            builder.environment().put("SIGHTLINE_INGEST_URL", sightline.system().ingestUrl());
            builder.environment().put("SIGHTLINE_KEY", sightline.system().ingestKey());
            builder.environment().merge("PATH", STAND_INS.toString(), (path, first) -> first + ":" + path);
            var process = builder.start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends").isTrue();
            assertThat(process.exitValue())
                    .as("%s said: %s", text, Files.readString(output.toPath()))
                    .isZero();
        }

        private String fileName() {
            return switch (language) {
                case "python" -> "snippet.py";
                case "java" -> "Report.java";
                case "javascript" -> "snippet.mjs";
                default -> "snippet.sh";
            };
        }

        private List<String> command(String file) {
            return switch (language) {
                case "python" -> List.of("python3", file);
                case "java" ->
                    List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            file);
                case "javascript" -> List.of("node", file);
                default -> List.of("bash", "-e", "-o", "pipefail", file);
            };
        }
    }
}
