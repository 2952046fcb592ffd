package dev.sightline.stats.clickhouse;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.data_formats.ClickHouseBinaryFormatReader;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import dev.sightline.stats.StatsConfig;
import dev.sightline.stats.trace.Traces;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Writes blocks, each as a whole and acknowledged only when it and all its rollups are written. */
@ApplicationScoped
public class ClickHouse {
    private final Client client;
    private final long timeoutMillis;

    @Inject
    public ClickHouse(StatsConfig config) {
        this(config, config.clickhouse().insertTimeout());
    }

    /** @param timeout after which an insert or a question has failed */
    public ClickHouse(StatsConfig config, Duration timeout) {
        var clickhouse = config.clickhouse();
        timeoutMillis = timeout.toMillis();
        client = new Client.Builder()
                .addEndpoint(clickhouse.url())
                .setUsername(clickhouse.user())
                .setPassword(clickhouse.password().orElse(""))
                .setDefaultDatabase(clickhouse.database())
                .setSocketTimeout(timeoutMillis, ChronoUnit.MILLIS)
                .setConnectTimeout(5, ChronoUnit.SECONDS)
                // Whoever inserts decides about another try, with the same token; the client must not on its own.
                .setMaxRetries(0)
                .build();
    }

    /**
     * Writes the block at once and as one.
     *
     * <p>A block with a token that the table has seen is ignored by the table and by every rollup that has not missed
     * it, so that a write whose answer was lost can simply be repeated. The same token must stand for the same rows.
     *
     * @throws UnavailableException when it is not known to be written; repeat with the same token
     */
    public void insert(String table, NativeBlock block, String deduplicationToken) {
        insert(
                table,
                block,
                synchronous()
                        .setDeduplicationToken(deduplicationToken)
                        .serverSetting("deduplicate_blocks_in_dependent_materialized_views", "1"));
    }

    /**
     * Writes the block at once and as one, whether the table has it already or not.
     *
     * @throws UnavailableException when it is not known to be written; a repetition may then count twice
     */
    public void insertAnyway(String table, NativeBlock block) {
        // Without a token the block's hash would serve as one.
        insert(table, block, synchronous().serverSetting("insert_deduplicate", "0"));
    }

    private static InsertSettings synchronous() {
        return new InsertSettings()
                .compressClientRequest(true)
                // Asynchronous inserts answer before the rollups are written, and merge blocks of several tokens.
                .serverSetting("async_insert", "0")
                .serverSetting("wait_end_of_query", "1");
    }

    private void insert(String table, NativeBlock block, InsertSettings settings) {
        Traces.ofInsert(table, traceparent -> {
            // ClickHouse makes spans of its own of it, where its log of them is on.
            traceparent.ifPresent(span -> settings.httpHeader("traceparent", span));
            send(table, block, settings);
        });
    }

    private void send(String table, NativeBlock block, InsertSettings settings) {
        try (var response = client.insert(table, out -> block.writeTo(out), ClickHouseFormat.Native, settings)
                .get(timeoutMillis, TimeUnit.MILLISECONDS)) {
            response.getWrittenRows();
        } catch (ExecutionException | TimeoutException e) {
            throw new UnavailableException("insert into " + table, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("insert into " + table, e);
        } catch (RuntimeException e) {
            // The client throws its connection failures bare.
            throw new UnavailableException("insert into " + table, e);
        } catch (Exception e) {
            throw new UnavailableException("insert into " + table, e);
        }
    }

    /** Whether it answers now. */
    public boolean isUp() {
        return client.ping(2000);
    }

    @PreDestroy
    public void close() {
        client.close();
    }

    /**
     * The rows of a question, one after the other; each is valid until the next.
     *
     * @throws UnavailableException when ClickHouse does not answer all of it
     */
    // "try": both may be interrupted while they close, which is the same as being interrupted before.
    @SuppressWarnings("try")
    public void query(String sql, Map<String, Object> parameters, Consumer<Row> row) {
        var settings = new QuerySettings().setFormat(ClickHouseFormat.RowBinaryWithNamesAndTypes);
        try (var response = client.query(sql, parameters, settings).get(timeoutMillis, TimeUnit.MILLISECONDS);
                var reader = client.newBinaryFormatReader(response)) {
            while (reader.hasNext()) {
                reader.next();
                row.accept(new Row(reader));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("query", e);
        } catch (Exception e) {
            throw new UnavailableException("query", e);
        }
    }

    /** One row of an answer. */
    public static final class Row {
        private final ClickHouseBinaryFormatReader reader;

        private Row(ClickHouseBinaryFormatReader reader) {
            this.reader = reader;
        }

        public String text(String column) {
            return reader.getString(column);
        }

        public long number(String column) {
            return reader.getLong(column);
        }

        public double decimal(String column) {
            return reader.getDouble(column);
        }
    }

    /** What was asked may or may not be done. */
    public static final class UnavailableException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnavailableException(String what, Throwable cause) {
            super(what + " is not known to be done: " + cause.getMessage(), cause);
        }
    }
}
