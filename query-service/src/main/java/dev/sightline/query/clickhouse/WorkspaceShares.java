package dev.sightline.query.clickhouse;

import dev.sightline.query.QueryConfig;
import dev.sightline.query.problem.ProblemException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * So many questions of one workspace at a time; those beyond it wait for their turn, and are refused when it does not come.
 *
 * <p>ClickHouse answers all workspaces with the same few cores: without this, one that asks for much would make the pages of
 * all others slow.
 */
@Singleton
class WorkspaceShares {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final Map<String, Semaphore> byWorkspace = new ConcurrentHashMap<>();
    private final int questions;
    private final Duration patience;

    @Inject
    WorkspaceShares(QueryConfig config) {
        this(config.clickhouse().questionsPerWorkspace(), config.clickhouse().longestQuestion());
    }

    WorkspaceShares(int questions, Duration patience) {
        this.questions = questions;
        this.patience = patience;
    }

    /** @throws ProblemException 429 when the workspace's turn does not come in the time that one question may take */
    <T> T ask(String workspace, Supplier<T> question) {
        var share = byWorkspace.computeIfAbsent(workspace, name -> new Semaphore(questions, true));
        if (!isTurn(share)) {
            throw ProblemException.tooMany(
                    "this workspace asks more than is answered at a time, which is " + questions
                            + " questions; ask for shorter windows, or for less at once",
                    RETRY_AFTER);
        }
        try {
            return question.get();
        } finally {
            share.release();
        }
    }

    private boolean isTurn(Semaphore share) {
        try {
            return share.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
