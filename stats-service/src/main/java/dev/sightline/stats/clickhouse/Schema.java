package dev.sightline.stats.clickhouse;

import dev.sightline.stats.StatsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;

/** Brings ClickHouse's tables to what this version expects, and waits for ClickHouse as long as that takes. */
@ApplicationScoped
public class Schema {
    private static final Logger LOG = Logger.getLogger(Schema.class);
    private static final long RETRY_MILLIS = 1000;

    private final StatsConfig.ClickHouse config;
    private volatile boolean current;

    public Schema(StatsConfig config) {
        this.config = config.clickhouse();
    }

    /** Returns when the schema is current. Only forward; repeated by a second instance without harm. */
    public void migrate() throws InterruptedException {
        while (!current) {
            try {
                var applied = flyway().migrate();
                LOG.infof("schema is current: database=%s version=%s", config.database(), applied.targetSchemaVersion);
                current = true;
            } catch (FlywayException e) {
                LOG.warn("schema cannot be brought up to date, trying again: " + e.getMessage());
                Thread.sleep(RETRY_MILLIS);
            }
        }
    }

    /** Whether {@link #migrate} has succeeded. */
    public boolean isCurrent() {
        return current;
    }

    private Flyway flyway() {
        String url = config.url().replaceFirst("^http", "jdbc:clickhouse:http") + "/";
        return Flyway.configure()
                .dataSource(url, config.user(), config.password().orElse(""))
                .defaultSchema(config.database())
                .createSchemas(true)
                .locations("classpath:db/clickhouse")
                .load();
    }
}
