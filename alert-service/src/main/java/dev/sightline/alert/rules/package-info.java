/** Alert rules: what they watch for, whom they tell, and where they are kept. */
@NullMarked
package dev.sightline.alert.rules;

import org.jspecify.annotations.NullMarked;
