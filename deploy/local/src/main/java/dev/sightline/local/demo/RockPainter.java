package dev.sightline.local.demo;

import java.util.List;
import java.util.SplittableRandom;

/** Broken stone on a conveyor belt from above. */
final class RockPainter {
    private RockPainter() {}

    static void paint(Brush brush, Scene scene) {
        paintBelt(brush, scene);
        for (Thing rock : scene.things()) {
            paintRock(brush, rock);
        }
    }

    private static void paintBelt(Brush brush, Scene scene) {
        var random = new SplittableRandom(scene.look());
        double width = scene.width();
        double height = scene.height();
        brush.fade(0x6d6a60, 0x4f4c45, 0, 0, width, height);
        brush.fade(0x34363a, 0x2b2d30, 0, height * 0.12, width, height * 0.76);
        brush.rectangle(0xc9922b, 0, height * 0.1, width, height * 0.022);
        brush.rectangle(0xc9922b, 0, height * 0.878, width, height * 0.022);
        double offset = width * 0.08 * random.nextDouble();
        for (double x = offset - width * 0.1; x < width; x += width * 0.08) {
            brush.line(0x3d4045, 3, x, height * 0.13, x + width * 0.05, height * 0.5);
            brush.line(0x3d4045, 3, x + width * 0.05, height * 0.5, x, height * 0.87);
            brush.ellipse(0x7f8287, x, height * 0.045, height * 0.03, height * 0.03);
            brush.ellipse(0x7f8287, x, height * 0.925, height * 0.03, height * 0.03);
        }
        for (int i = 0; i < 220; i++) {
            double size = 1 + 2.5 * random.nextDouble();
            double y = height * (0.14 + 0.72 * random.nextDouble());
            brush.ellipse(Brush.pick(i, 0x56585c, 0x494b4f, 0x66645e), width * random.nextDouble(), y, size, size);
        }
    }

    private static void paintRock(Brush brush, Thing rock) {
        int stone = Brush.pick(rock.look(), 0x8d8a86, 0x7a7672, 0x9a8f83, 0x84898f);
        var corners = rock.outline();
        var centre = new Spot(
                rock.box().x() - rock.box().width() * 0.08,
                rock.box().y() - rock.box().height() * 0.1);
        brush.fill(stone, Brush.polygon(corners));
        for (int i = 0; i < corners.size(); i++) {
            var from = corners.get(i);
            var to = corners.get((i + 1) % corners.size());
            // Light from above left: faces that look there are bright.
            double angle = Math.atan2((from.y() + to.y()) / 2 - centre.y(), (from.x() + to.x()) / 2 - centre.x());
            double brightness = 0.3 * Math.cos(angle + Math.PI * 0.75);
            brush.fill(Brush.tint(stone, brightness), Brush.polygon(List.of(from, to, centre)));
        }
        brush.outline(Brush.tint(stone, -0.45), 1, Brush.polygon(corners));
    }
}
