package dev.sightline.query.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.query.TestEngines;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestEngines.class)
class FirstStartTest {
    private final FirstStart start;

    FirstStartTest(FirstStart start) {
        this.start = start;
    }

    @Test
    void starts_at_the_same_time_create_one_workspace_one_owner_and_one_key() throws InterruptedException {
        TestEngines.postgres("TRUNCATE workspace, person, membership, api_key CASCADE");

        try (var instances = Executors.newFixedThreadPool(4)) {
            for (var done : instances.invokeAll(List.of(starting(), starting(), starting(), starting()))) {
                assertThat(done.state()).isEqualTo(Future.State.SUCCESS);
            }
        }

        assertThat(TestEngines.number("SELECT count(*) FROM workspace")).isEqualTo(1);
        assertThat(TestEngines.number("SELECT count(*) FROM membership WHERE role = 'OWNER'"))
                .isEqualTo(1);
        assertThat(TestEngines.number("SELECT count(*) FROM api_key WHERE published_at IS NOT NULL"))
                .isEqualTo(1);
    }

    private Callable<Boolean> starting() {
        return () -> {
            try {
                start.onStart(new StartupEvent());
                return true;
            } catch (Throwable failure) {
                throw new IllegalStateException(failure);
            }
        };
    }
}
