package dev.sightline.local.demo;

import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.util.SplittableRandom;

/** A building site with a crew, most of them in helmets. */
final class BuildingSitePainter {
    private static final int[] SKIN = {0xf1c9a5, 0xd9a066, 0xa9744f, 0x7d5136};

    private BuildingSitePainter() {}

    static void paint(Brush brush, Scene scene) {
        paintSite(brush, scene.width(), scene.height(), new SplittableRandom(scene.look()));
        var things = scene.things();
        // A person, then its head.
        for (int i = 0; i + 1 < things.size(); i += 2) {
            paintPerson(brush, things.get(i));
            paintHead(brush, things.get(i).box(), things.get(i + 1));
        }
    }

    private static void paintSite(Brush brush, double width, double height, SplittableRandom random) {
        brush.fade(0x9cc3e6, 0xe6eef2, 0, 0, width, height * 0.52);
        brush.fade(0xcbb694, 0xa98f6a, 0, height * 0.5, width, height * 0.5);
        double shell = width * (0.04 + 0.1 * random.nextDouble());
        brush.rectangle(0xb4bac2, shell, height * 0.14, width * 0.46, height * 0.37);
        for (int floor = 0; floor < 4; floor++) {
            double y = height * (0.17 + 0.085 * floor);
            for (int window = 0; window < 7; window++) {
                brush.rectangle(
                        random.nextInt(5) == 0 ? 0x8fa3b5 : 0x6c7682,
                        shell + width * (0.02 + 0.062 * window),
                        y,
                        width * 0.042,
                        height * 0.055);
            }
            brush.line(0xd98a3d, 3, shell - 8, y + height * 0.07, shell + width * 0.47, y + height * 0.07);
        }
        double mast = width * (0.66 + 0.18 * random.nextDouble());
        brush.line(0xe0a526, 7, mast, height * 0.5, mast, height * 0.04);
        brush.line(0xe0a526, 5, mast - width * 0.24, height * 0.07, mast + width * 0.09, height * 0.07);
        brush.line(0x777777, 2, mast - width * 0.18, height * 0.07, mast - width * 0.18, height * 0.26);
        for (int i = 0; i < 5; i++) {
            double size = width * (0.03 + 0.03 * random.nextDouble());
            double x = width * random.nextDouble();
            double y = height * (0.5 + 0.06 * random.nextDouble());
            brush.round(Brush.pick(random.nextInt(9), 0x9a7b52, 0x8b8f94, 0xb36b3f), x, y, size * 1.5, size * 0.7, 3);
        }
    }

    private static void paintPerson(Brush brush, Thing person) {
        var box = person.box();
        double w = box.width();
        double h = box.height();
        double x = box.left();
        double y = box.top();
        int trousers = Brush.pick(person.look(), 0x2f3e55, 0x3d3d3d, 0x4a5a3c);
        int vest = Brush.pick(person.look() / 7, 0xf28c1e, 0xd7e021, 0xf25c1e);
        brush.fill(0x000000, 60, new Ellipse2D.Double(x, y + h * 0.965, w, h * 0.035));
        brush.round(trousers, x + w * 0.2, y + h * 0.52, w * 0.27, h * 0.44, w * 0.08);
        brush.round(trousers, x + w * 0.53, y + h * 0.52, w * 0.27, h * 0.44, w * 0.08);
        brush.round(0x2a211b, x + w * 0.14, y + h * 0.945, w * 0.33, h * 0.05, w * 0.06);
        brush.round(0x2a211b, x + w * 0.53, y + h * 0.945, w * 0.33, h * 0.05, w * 0.06);
        int sleeve = Brush.tint(trousers, 0.15);
        brush.round(sleeve, x, y + h * 0.185, w * 0.2, h * 0.36, w * 0.1);
        brush.round(sleeve, x + w * 0.8, y + h * 0.185, w * 0.2, h * 0.36, w * 0.1);
        brush.round(vest, x + w * 0.13, y + h * 0.165, w * 0.74, h * 0.39, w * 0.14);
        brush.rectangle(0xeeeeea, x + w * 0.13, y + h * 0.4, w * 0.74, h * 0.032);
        brush.rectangle(0xeeeeea, x + w * 0.27, y + h * 0.17, w * 0.08, h * 0.23);
        brush.rectangle(0xeeeeea, x + w * 0.65, y + h * 0.17, w * 0.08, h * 0.23);
    }

    private static void paintHead(Brush brush, Box person, Thing head) {
        int skin = Brush.pick(head.look() / 3, SKIN);
        var box = head.box();
        if (head.className().equals("helmet")) {
            var chin = person.at(0.31, 0.03);
            brush.ellipse(skin, chin.x(), chin.y(), person.width() * 0.38, person.height() * 0.135);
            int shell = Brush.pick(head.look() / 11, 0xf5d21f, 0xf4f4f0, 0x2f6fd0, 0xd8392b);
            double dome = box.width() * 0.1;
            brush.fill(
                    shell,
                    new Arc2D.Double(
                            box.left() + dome,
                            box.top(),
                            box.width() - 2 * dome,
                            box.height() * 1.8,
                            0,
                            180,
                            Arc2D.PIE));
            double brim = box.height() * 0.2;
            brush.round(
                    Brush.tint(shell, -0.15), box.left(), box.top() + box.height() - brim, box.width(), brim, brim / 2);
            return;
        }
        brush.ellipse(skin, box.left(), box.top(), box.width(), box.height());
        int hair = Brush.pick(head.look() / 13, 0x2b1d14, 0x5a3b22, 0x9b8a76);
        brush.fill(
                hair, new Arc2D.Double(box.left(), box.top(), box.width(), box.height() * 0.9, 10, 160, Arc2D.CHORD));
    }
}
