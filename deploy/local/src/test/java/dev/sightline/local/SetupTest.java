package dev.sightline.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contract.access.ApiKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetupTest {
    @TempDir
    private Path folder;

    @Test
    void the_first_start_makes_what_the_environment_does_not_give() {
        var setup = Setup.of(layout(), Map.of("SIGHTLINE_OWNER_EMAIL", "ada@example.com"));

        assertThat(setup.ownerEmail()).isEqualTo("ada@example.com");
        assertThat(setup.ownerPassword()).hasSizeGreaterThanOrEqualTo(16);
        assertThat(setup.ingestKey()).startsWith("sl_");
        assertThat(ApiKey.isMistyped(setup.ingestKey())).isFalse();
        assertThat(setup.workspace()).isEqualTo("default");
    }

    @Test
    void a_later_start_finds_the_same() {
        var first = Setup.of(layout(), Map.of());

        assertThat(Setup.of(layout(), Map.of())).isEqualTo(first);
    }

    @Test
    void only_the_owner_of_the_folder_can_read_the_secrets() throws IOException {
        Setup.of(layout(), Map.of());

        var file = folder.resolve("setup/setup.properties");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    private Layout layout() {
        return new Layout(folder, folder);
    }
}
