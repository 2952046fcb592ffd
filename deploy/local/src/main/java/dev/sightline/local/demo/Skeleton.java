package dev.sightline.local.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Where the joints of a person are, in the order that pose models give them. */
final class Skeleton {
    static final List<String> JOINTS = List.of(
            "nose",
            "left-eye",
            "right-eye",
            "left-ear",
            "right-ear",
            "left-shoulder",
            "right-shoulder",
            "left-elbow",
            "right-elbow",
            "left-wrist",
            "right-wrist",
            "left-hip",
            "right-hip",
            "left-knee",
            "right-knee",
            "left-ankle",
            "right-ankle");

    /** Pairs of joints with a limb between them, for painting. */
    static final int[][] LIMBS = {
        {5, 7}, {7, 9}, {6, 8}, {8, 10}, {11, 13}, {13, 15}, {12, 14}, {14, 16}, {5, 6}, {11, 12}, {5, 11}, {6, 12}
    };

    private Skeleton() {}

    /** Somebody who stands, reaches or walks; feet at the given place. */
    static List<Spot> of(SplittableRandom random, double footX, double footY, double height) {
        double stride = (random.nextDouble() - 0.5) * 0.22;
        double leftReach = random.nextDouble() * 2.6 - 0.4;
        double rightReach = random.nextDouble() * 1.4 - 0.4;
        double lean = (random.nextDouble() - 0.5) * 0.1;
        var body = new Body(footX, footY, height, lean, new ArrayList<>(JOINTS.size()));
        body.add(0, 0.92).add(0.018, 0.935).add(-0.018, 0.935).add(0.042, 0.925).add(-0.042, 0.925);
        body.add(0.105, 0.8).add(-0.105, 0.8);
        body.add(0.105 + 0.15 * Math.sin(leftReach), 0.8 - 0.15 * Math.cos(leftReach));
        body.add(-0.105 - 0.15 * Math.sin(rightReach), 0.8 - 0.15 * Math.cos(rightReach));
        body.add(0.105 + 0.29 * Math.sin(leftReach + 0.25), 0.8 - 0.29 * Math.cos(leftReach + 0.25));
        body.add(-0.105 - 0.29 * Math.sin(rightReach + 0.25), 0.8 - 0.29 * Math.cos(rightReach + 0.25));
        body.add(0.07, 0.5).add(-0.07, 0.5);
        body.add(0.075 + stride * 0.6, 0.27).add(-0.075 - stride * 0.6, 0.27);
        body.add(0.08 + stride, 0.03).add(-0.08 - stride, 0.03);
        return List.copyOf(body.joints);
    }

    /** Adds joints by their place relative to the body's height, from the feet up. */
    private record Body(double footX, double footY, double height, double lean, List<Spot> joints) {
        Body add(double across, double up) {
            joints.add(new Spot(Box.tenth(footX + (across + lean * up) * height), Box.tenth(footY - up * height)));
            return this;
        }
    }
}
