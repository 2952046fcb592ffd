@NullMarked
package dev.sightline.query.answer;

import org.jspecify.annotations.NullMarked;
