@NullMarked
package dev.sightline.local.demo;

import org.jspecify.annotations.NullMarked;
