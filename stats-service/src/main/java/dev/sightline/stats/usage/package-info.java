/** What servers count by themselves, as ClickHouse rows. */
@NullMarked
package dev.sightline.stats.usage;

import org.jspecify.annotations.NullMarked;
