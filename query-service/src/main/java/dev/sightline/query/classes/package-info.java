/** What was predicted: each class with how often, how surely, and how that moved. */
@NullMarked
package dev.sightline.query.classes;

import org.jspecify.annotations.NullMarked;
