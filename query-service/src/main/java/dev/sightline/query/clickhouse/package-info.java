/** The one way to ClickHouse; every question passes it and is scoped there. */
@NullMarked
package dev.sightline.query.clickhouse;

import org.jspecify.annotations.NullMarked;
