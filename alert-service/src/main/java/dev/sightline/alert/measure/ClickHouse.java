package dev.sightline.alert.measure;

import com.clickhouse.client.api.ClickHouseException;
import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sightline.alert.AlertConfig;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks ClickHouse. Every question is bound to one workspace here, as {@code {workspace:String}}, and bounded in time.
 *
 * <p>To be called on a virtual thread: it waits.
 */
@ApplicationScoped
class ClickHouse {
    private final JsonMapper json = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Duration longestQuestion;
    private final Client client;

    ClickHouse(AlertConfig config) {
        var server = config.clickhouse();
        this.longestQuestion = server.longestQuestion();
        this.client = new Client.Builder()
                .addEndpoint(server.url().toString())
                .setUsername(server.user())
                .setPassword(server.password().orElse(""))
                .setDefaultDatabase(server.database())
                .setConnectTimeout(2, ChronoUnit.SECONDS)
                .setSocketTimeout(longestQuestion.plusSeconds(2).toMillis(), ChronoUnit.MILLIS)
                .setMaxRetries(1)
                .build();
    }

    @PreDestroy
    void close() {
        client.close();
    }

    /** @throws UnreadableException when ClickHouse is away, too slow, or without its schema yet */
    // The client's close() declares every exception there is; an interruption is handled below.
    @SuppressWarnings("try")
    <T> List<T> rows(String workspace, String sql, Map<String, Object> parameters, Class<T> row) {
        Map<String, Object> bound = new HashMap<>(parameters);
        bound.put("workspace", workspace);
        var settings = new QuerySettings()
                .setFormat(ClickHouseFormat.JSONEachRow)
                .serverSetting("max_execution_time", Long.toString(longestQuestion.toSeconds()))
                // An error half-way is then an error and not half an answer.
                .serverSetting("wait_end_of_query", "1")
                .serverSetting("output_format_json_quote_64bit_integers", "0");
        try (var answer = client.query(sql, bound, settings)
                        .get(longestQuestion.plusSeconds(3).toMillis(), TimeUnit.MILLISECONDS);
                var rows = json.readerFor(row).<T>readValues(answer.getInputStream())) {
            return rows.readAll();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("ClickHouse's answer does not fit the record", e);
        } catch (ExecutionException | TimeoutException | IOException | ClickHouseException e) {
            throw new UnreadableException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreadableException(e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the answer could not be closed", e);
        }
    }
}
