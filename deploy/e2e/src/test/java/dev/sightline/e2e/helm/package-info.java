/** The Helm chart, linted and rendered by Helm itself and read as Kubernetes would read it. */
@NullMarked
package dev.sightline.e2e.helm;

import org.jspecify.annotations.NullMarked;
