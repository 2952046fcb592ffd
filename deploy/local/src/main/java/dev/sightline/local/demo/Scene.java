package dev.sightline.local.demo;

import java.util.List;

/**
 * What a camera sees: enough to draw the image, and to know what a model would find in it.
 *
 * @param labels what a classification says of the whole
 * @param light 1 is as it should be, 0 is night
 * @param look by which the painter varies what is not named
 */
record Scene(
        Model.SceneKind kind,
        int width,
        int height,
        List<Thing> things,
        List<String> labels,
        double light,
        long look) {}
