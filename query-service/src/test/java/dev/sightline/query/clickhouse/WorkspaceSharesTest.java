package dev.sightline.query.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.query.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WorkspaceSharesTest {
    private final CountDownLatch answered = new CountDownLatch(1);

    @Test
    void what_is_beyond_the_number_has_its_turn_when_another_is_answered() throws Exception {
        var shares = new WorkspaceShares(1, Duration.ofMinutes(1));
        var first = longQuestion(shares, "plant-a");

        var second = CompletableFuture.supplyAsync(() -> shares.ask("plant-a", () -> "second"));
        assertThat(second.isDone()).isFalse();
        answered.countDown();

        assertThat(second.get(1, TimeUnit.MINUTES)).isEqualTo("second");
        assertThat(first.get(1, TimeUnit.MINUTES)).isEqualTo("first");
    }

    @Test
    void whose_turn_does_not_come_is_told_so() throws Exception {
        var shares = new WorkspaceShares(1, Duration.ofMillis(10));
        var first = longQuestion(shares, "plant-a");

        assertThatThrownBy(() -> shares.ask("plant-a", () -> "second"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().status()).isEqualTo(429))
                .hasMessageContaining("1 questions");
        answered.countDown();
        assertThat(first.get(1, TimeUnit.MINUTES)).isEqualTo("first");
    }

    @Test
    void another_workspace_does_not_wait() throws Exception {
        var shares = new WorkspaceShares(1, Duration.ofMillis(10));
        var first = longQuestion(shares, "plant-a");

        assertThat(shares.<String>ask("plant-b", () -> "at once")).isEqualTo("at once");
        answered.countDown();
        assertThat(first.get(1, TimeUnit.MINUTES)).isEqualTo("first");
    }

    @Test
    void a_question_that_fails_gives_its_turn_back() {
        var shares = new WorkspaceShares(1, Duration.ofMillis(10));

        assertThatThrownBy(() -> shares.ask("plant-a", () -> {
                    throw new IllegalStateException("failed");
                }))
                .hasMessage("failed");

        assertThat(shares.<String>ask("plant-a", () -> "next")).isEqualTo("next");
    }

    /** Asked when it returns, and answered when the test says so. */
    private CompletableFuture<String> longQuestion(WorkspaceShares shares, String workspace) throws Exception {
        var asked = new CountDownLatch(1);
        var answer = CompletableFuture.supplyAsync(() -> shares.ask(workspace, () -> {
            asked.countDown();
            try {
                answered.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return "first";
        }));
        assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();
        return answer;
    }
}
