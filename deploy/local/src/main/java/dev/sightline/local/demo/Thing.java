package dev.sightline.local.demo;

import java.util.List;

/**
 * Something to be seen in a scene, where it is drawn and where it is found.
 *
 * @param outline of what a segmentation finds; empty for the rest
 * @param joints of a body, in the order of {@link Skeleton#JOINTS}; empty for the rest
 * @param look by which the painter varies its colours
 */
record Thing(String className, Box box, List<Spot> outline, List<Spot> joints, int look) {
    static Thing boxed(String className, Box box, int look) {
        return new Thing(className, box, List.of(), List.of(), look);
    }
}
