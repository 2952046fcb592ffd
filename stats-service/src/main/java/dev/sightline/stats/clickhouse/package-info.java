/** The connection to ClickHouse: schema at the start, blocks of columns afterwards. */
@NullMarked
package dev.sightline.stats.clickhouse;

import org.jspecify.annotations.NullMarked;
