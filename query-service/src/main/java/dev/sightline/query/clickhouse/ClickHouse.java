package dev.sightline.query.clickhouse;

import com.clickhouse.client.api.ClickHouseException;
import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.sightline.query.QueryConfig;
import dev.sightline.query.caller.CurrentCaller;
import dev.sightline.query.problem.ProblemException;
import dev.sightline.query.retention.Retentions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;

/**
 * Asks ClickHouse. Every question is bound to the caller's workspace here, and bounded in time, memory and number; its rows
 * come as records whose components are the columns in camel case.
 *
 * <p>Bound twice: as {@code {workspace:String}}, which its SQL has to use, and by the setting {@code log_comment}, for which
 * ClickHouse itself shows the user who asks no other workspace's rows, whatever the SQL says ({@code clickhouse-users.xml}).
 *
 * <p>ClickHouse away, starting or too slow is a 503 to the caller. To be called on a virtual thread: it waits.
 */
@ApplicationScoped
public class ClickHouse {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    // TIMEOUT_EXCEEDED, TOO_SLOW, MEMORY_LIMIT_EXCEEDED, TOO_MANY_SIMULTANEOUS_QUERIES.
    private static final List<Integer> OVERLOAD = List.of(159, 160, 241, 202);
    // AUTHENTICATION_FAILED, ACCESS_DENIED.
    private static final List<Integer> READER_UNKNOWN = List.of(516, 497);
    // UNKNOWN_TABLE, UNKNOWN_DATABASE: stats-service, which owns the schema, has not started yet.
    private static final List<Integer> NOT_THERE_YET = List.of(60, 81);

    private final JsonMapper json = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final CurrentCaller caller;
    private final WorkspaceShares shares;
    private final Retentions retentions;
    private final ClickHouseTime time;
    private final Duration longestQuestion;
    private final long memoryPerQuestion;
    private final Client reader;
    private final Client worker;

    ClickHouse(
            CurrentCaller caller,
            WorkspaceShares shares,
            Retentions retentions,
            ClickHouseTime time,
            QueryConfig config) {
        var server = config.clickhouse();
        this.caller = caller;
        this.shares = shares;
        this.retentions = retentions;
        this.time = time;
        this.longestQuestion = server.longestQuestion();
        this.memoryPerQuestion = server.memoryPerQuestion().asLongValue();
        this.reader = client(
                server, server.reader().user(), server.reader().password().orElse(""));
        this.worker = client(server, server.user(), server.password().orElse(""));
    }

    private static Client client(QueryConfig.ClickHouseConfig server, String user, String password) {
        return new Client.Builder()
                .addEndpoint(server.url().toString())
                .setUsername(user)
                .setPassword(password)
                .setDefaultDatabase(server.database())
                .setConnectTimeout(2, ChronoUnit.SECONDS)
                .setSocketTimeout(server.longestQuestion().plusSeconds(2).toMillis(), ChronoUnit.MILLIS)
                .setMaxRetries(1)
                // Answers are some kilobytes: to unpack them takes longer than to send them as they are.
                .compressServerResponse(false)
                .build();
    }

    @PreDestroy
    void close() {
        reader.close();
        worker.close();
    }

    /** The rows that answer a question about the caller's workspace. */
    public <T> List<T> rows(String sql, Parameters parameters, Class<T> row) {
        String workspace = caller.get().workspace();
        var settings = bounds().serverSetting("log_comment", workspace);
        // What is too old for the workspace may still lie in partitions that others want.
        retentions.seen(workspace).ifPresent(filters -> settings.serverSetting("additional_table_filters", filters));
        return shares.ask(
                workspace,
                () -> ask(
                        reader,
                        sql,
                        parameters.with("workspace", workspace),
                        settings,
                        json.readerFor(row),
                        time::add));
    }

    /** The rows that answer a question of our own about all workspaces; never one that a caller asked. */
    public <T> List<T> rowsOfAll(String sql, Parameters parameters, Class<T> row) {
        return ask(worker, sql, parameters, bounds(), json.readerFor(row), ClickHouse::untold);
    }

    /** Changes rows, for work of our own. */
    public void change(String sql, Parameters parameters) {
        var _ = this.<Object>ask(worker, sql, parameters, bounds(), json.readerFor(Object.class), ClickHouse::untold);
    }

    /** Whether the server answers, and shows the one who reads for callers the tables of the schema. */
    boolean isReady() {
        return !this.<TableCount>ask(
                        reader, """
                        SELECT count() AS tables FROM system.tables
                        WHERE database = currentDatabase()
                          AND name IN ('inference', 'inference_rollup_minute', 'model_rollup_quarter_hour',
                                       'inference_rollup_quarter_hour', 'device_heartbeat', 'inference_image')
                        HAVING tables = 6
                        """, new Parameters(), bounds(), json.readerFor(TableCount.class), ClickHouse::untold)
                .isEmpty();
    }

    /** No caller waits for it. */
    private static void untold(long nanos) {}

    private QuerySettings bounds() {
        return new QuerySettings()
                .setFormat(ClickHouseFormat.JSONEachRow)
                .serverSetting("max_execution_time", Long.toString(longestQuestion.toSeconds()))
                .serverSetting("max_memory_usage", Long.toString(memoryPerQuestion))
                // An error half-way is then an error and not half an answer.
                .serverSetting("wait_end_of_query", "1")
                .serverSetting("output_format_json_quote_64bit_integers", "0")
                // NaN comes as null: "the task has none".
                .serverSetting("output_format_json_quote_denormals", "0")
                .serverSetting("date_time_output_format", "iso");
    }

    // The client's close() declares every exception there is; an interruption is handled below.
    @SuppressWarnings("try")
    private <T> List<T> ask(
            Client client,
            String sql,
            Parameters parameters,
            QuerySettings settings,
            ObjectReader reader,
            LongConsumer nanos) {
        try (var answer = client.query(sql, parameters.byName(), settings)
                        .get(longestQuestion.plusSeconds(3).toMillis(), TimeUnit.MILLISECONDS);
                var rows = reader.<T>readValues(answer.getInputStream())) {
            nanos.accept(answer.getServerTime());
            return rows.readAll();
        } catch (ExecutionException e) {
            throw failed(e.getCause() == null ? e : e.getCause());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("ClickHouse's answer does not fit the record", e);
        } catch (TimeoutException | IOException | ClickHouseException e) {
            throw failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the answer could not be closed", e);
        }
    }

    private static RuntimeException failed(Throwable cause) {
        if (cause instanceof ServerException refused) {
            if (OVERLOAD.contains(refused.getCode())) {
                return ProblemException.unavailable(
                        "this takes too long or too much memory; ask for a shorter window, or for fewer fields",
                        RETRY_AFTER,
                        cause);
            }
            if (READER_UNKNOWN.contains(refused.getCode())) {
                return new IllegalStateException(
                        "ClickHouse does not know our user, its password, or what it may read: see clickhouse-users.xml",
                        cause);
            }
            if (!NOT_THERE_YET.contains(refused.getCode())) {
                return new IllegalStateException("ClickHouse refuses a question of ours", cause);
            }
        }
        return ProblemException.unavailable("the figures cannot be read at the moment", RETRY_AFTER, cause);
    }

    private record TableCount(long tables) {}
}
