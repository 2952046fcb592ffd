package dev.sightline.stats.clickhouse;

import dev.sightline.stats.StatsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfoService;
import org.jboss.logging.Logger;

/** Brings ClickHouse's tables to what this version expects, and waits for ClickHouse as long as that takes. */
@ApplicationScoped
public class Schema {
    private static final Logger LOG = Logger.getLogger(Schema.class);
    private static final long RETRY_MILLIS = 1000;

    private final StatsConfig.ClickHouse config;
    private final String instance;
    private volatile boolean current;

    public Schema(StatsConfig config) {
        this.config = config.clickhouse();
        this.instance = config.instance();
    }

    /** Returns when the schema is current. Only forward; of several instances one makes the changes, the others wait. */
    public void migrate() throws InterruptedException {
        while (!current) {
            try {
                current = attempt(flyway());
            } catch (FlywayException | SQLException e) {
                LOG.warn("schema cannot be brought up to date, trying again: " + e.getMessage());
            }
            if (!current) {
                Thread.sleep(RETRY_MILLIS);
            }
        }
        LOG.infof("schema is current: database=%s", config.database());
    }

    private boolean attempt(Flyway flyway) throws SQLException {
        if (flyway.info().pending().length == 0 && !hasFailed(flyway.info())) {
            return true;
        }
        try (var connection = flyway.getConfiguration().getDataSource().getConnection();
                var lock = new SchemaLock(connection, config.database(), instance)) {
            if (!lock.tryTake()) {
                LOG.infof("another instance changes the schema, waiting: database=%s", config.database());
                return false;
            }
            // Forgets changes that broke off half-way, with ClickHouse short of memory, say. They are made once more:
            // each statement does nothing where it has been done.
            if (hasFailed(flyway.info())) {
                flyway.repair();
            }
            flyway.migrate();
            return true;
        }
    }

    /** A change that failed is no longer pending, and stands in the way of those behind it. */
    private static boolean hasFailed(MigrationInfoService changes) {
        return Arrays.stream(changes.all()).anyMatch(change -> change.getState().isFailed());
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
                // The lock stands in the database before anything of ours does.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .locations("classpath:db/clickhouse")
                .load();
    }
}
