/** What earlier releases wrote is read by the present one; docs/operations/upgrade.md says how a release is added. */
@NullMarked
package dev.sightline.e2e.upgrade;

import org.jspecify.annotations.NullMarked;
