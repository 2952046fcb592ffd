/** What servers count by themselves, beside what they reported. */
@NullMarked
package dev.sightline.query.usage;

import org.jspecify.annotations.NullMarked;
