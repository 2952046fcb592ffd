package dev.sightline.local.demo;

import java.awt.geom.Ellipse2D;
import java.util.List;
import java.util.SplittableRandom;

/** An aisle between racks, with people at work in it. */
final class AislePainter {
    private static final int NOSE = 0;
    private static final int LEGS_FROM = 11;

    private AislePainter() {}

    static void paint(Brush brush, Scene scene) {
        paintAisle(brush, scene.width(), scene.height(), new SplittableRandom(scene.look()));
        for (Thing worker : scene.things()) {
            paintWorker(brush, worker);
        }
    }

    private static void paintAisle(Brush brush, double width, double height, SplittableRandom random) {
        brush.fade(0xdfe4e8, 0xc3cad0, 0, 0, width, height * 0.5);
        brush.fade(0xa5acb3, 0x858c93, 0, height * 0.5, width, height * 0.5);
        brush.fill(
                0xf0c93a,
                Brush.polygon(List.of(
                        new Spot(width * 0.44, height * 0.5), new Spot(width * 0.447, height * 0.5),
                        new Spot(width * 0.24, height), new Spot(width * 0.21, height))));
        brush.fill(
                0xf0c93a,
                Brush.polygon(List.of(
                        new Spot(width * 0.553, height * 0.5), new Spot(width * 0.56, height * 0.5),
                        new Spot(width * 0.79, height), new Spot(width * 0.76, height))));
        for (int bay = 0; bay < 6; bay++) {
            // Bays grow towards the camera on both sides.
            double near = Math.pow((bay + 1) / 6.0, 1.7);
            double w = width * (0.03 + 0.09 * near);
            double h = height * (0.2 + 0.62 * near);
            double y = height * 0.52 - h * 0.62;
            double inset = width * (0.44 - 0.47 * near);
            paintBay(brush, inset, y, w, h, random);
            paintBay(brush, width - inset - w, y, w, h, random);
        }
    }

    private static void paintBay(Brush brush, double x, double y, double w, double h, SplittableRandom random) {
        for (int shelf = 0; shelf < 4; shelf++) {
            double top = y + h * shelf / 4;
            for (int slot = 0; slot < 2; slot++) {
                if (random.nextInt(5) > 0) {
                    double tall = h * (0.12 + 0.08 * random.nextDouble());
                    brush.rectangle(
                            Brush.pick(random.nextInt(99), 0xc49a63, 0xb58850, 0x7d9cb8, 0xa8795a),
                            x + w * (0.08 + 0.45 * slot),
                            top + h * 0.235 - tall,
                            w * 0.4,
                            tall);
                }
            }
            brush.rectangle(0xe2702a, x, top + h * 0.235, w, Math.max(2, h * 0.014));
        }
        brush.rectangle(0x2d5f9a, x, y, Math.max(2, w * 0.05), h);
        brush.rectangle(0x2d5f9a, x + w, y, Math.max(2, w * 0.05), h);
    }

    private static void paintWorker(Brush brush, Thing worker) {
        var joints = worker.joints();
        double tall = worker.box().height();
        int trousers = Brush.pick(worker.look(), 0x2f3e55, 0x40444a, 0x5a4a3a);
        int shirt = Brush.pick(worker.look() / 5, 0xd7e021, 0xf28c1e, 0x3f7fc4, 0xc8434a);
        int skin = Brush.pick(worker.look() / 3, 0xf1c9a5, 0xd9a066, 0xa9744f, 0x7d5136);
        double footY = Math.max(joints.get(15).y(), joints.get(16).y());
        brush.fill(
                0x000000,
                60,
                new Ellipse2D.Double(
                        worker.box().left(), footY - tall * 0.01, worker.box().width(), tall * 0.045));
        for (int[] limb : Skeleton.LIMBS) {
            var from = joints.get(limb[0]);
            var to = joints.get(limb[1]);
            boolean isLeg = limb[0] >= LEGS_FROM;
            brush.line(
                    isLeg ? trousers : Brush.tint(shirt, -0.12),
                    tall * (isLeg ? 0.075 : 0.055),
                    from.x(),
                    from.y(),
                    to.x(),
                    to.y());
        }
        brush.fill(shirt, Brush.polygon(List.of(joints.get(5), joints.get(6), joints.get(12), joints.get(11))));
        double hand = tall * 0.05;
        for (int wrist : new int[] {9, 10}) {
            brush.ellipse(
                    skin, joints.get(wrist).x() - hand / 2, joints.get(wrist).y() - hand / 2, hand, hand);
        }
        double head = tall * 0.115;
        var nose = joints.get(NOSE);
        brush.ellipse(skin, nose.x() - head * 0.42, nose.y() - head * 0.6, head * 0.84, head * 1.1);
        brush.ellipse(0x33281f, nose.x() - head * 0.42, nose.y() - head * 0.68, head * 0.84, head * 0.42);
    }
}
