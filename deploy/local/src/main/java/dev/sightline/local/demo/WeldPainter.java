package dev.sightline.local.demo;

import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.SplittableRandom;

/** A weld between two plates from above, with the flaw that the scene names. */
final class WeldPainter {
    private WeldPainter() {}

    static void paint(Brush brush, Scene scene) {
        var random = new SplittableRandom(scene.look());
        double width = scene.width();
        double height = scene.height();
        double seam = height * (0.44 + 0.12 * random.nextDouble());
        brush.fade(0x9aa4ad, 0x7b858f, 0, 0, width, seam);
        brush.fade(0x8b959f, 0x6a747e, 0, seam, width, height - seam);
        for (int i = 0; i < 70; i++) {
            double y = height * random.nextDouble();
            double x = width * random.nextDouble();
            brush.line(
                    random.nextBoolean() ? 0x8f99a3 : 0x78828c, 1, x, y, x + width * 0.2 * random.nextDouble(), y + 2);
        }
        for (int ring = 3; ring > 0; ring--) {
            brush.fill(
                    Brush.pick(ring, 0x6d6fa8, 0xa8845a, 0x5d6f96),
                    60,
                    new Rectangle2D.Double(0, seam - height * 0.05 * ring, width, height * 0.1 * ring));
        }
        double bead = height * 0.055;
        for (double x = -bead; x < width + bead; x += bead * 0.42) {
            double y = seam + height * 0.006 * Math.sin(x / 37) + random.nextDouble() * 2;
            brush.ellipse(0x565d66, x, y - bead, bead * 1.5, bead * 2);
            brush.ellipse(0xaab3bc, x + bead * 0.18, y - bead * 0.9, bead * 1.2, bead * 1.7);
            brush.ellipse(0x848d97, x + bead * 0.3, y - bead * 0.75, bead * 1.15, bead * 1.6);
        }
        switch (scene.labels().getFirst()) {
            case "porosity" -> paintPores(brush, width, seam, bead, random);
            case "crack" -> paintCrack(brush, width, seam, bead, random);
            case "spatter" -> paintSpatter(brush, width, height, random);
            default -> {}
        }
    }

    private static void paintPores(Brush brush, double width, double seam, double bead, SplittableRandom random) {
        double from = width * (0.15 + 0.4 * random.nextDouble());
        for (int i = 0; i < 14; i++) {
            double size = bead * (0.12 + 0.3 * random.nextDouble());
            double x = from + width * 0.3 * random.nextDouble();
            double y = seam + bead * (random.nextDouble() - 0.5);
            brush.ellipse(0x15181c, x, y, size, size);
            brush.ellipse(0x3a4048, x + size * 0.2, y + size * 0.35, size * 0.5, size * 0.5);
        }
    }

    private static void paintCrack(Brush brush, double width, double seam, double bead, SplittableRandom random) {
        var crack = new Path2D.Double();
        double x = width * (0.15 + 0.3 * random.nextDouble());
        crack.moveTo(x, seam);
        for (int i = 0; i < 16; i++) {
            x += width * (0.01 + 0.02 * random.nextDouble());
            crack.lineTo(x, seam + bead * (random.nextDouble() - 0.5));
        }
        brush.outline(0x0f1114, 4, crack);
    }

    private static void paintSpatter(Brush brush, double width, double height, SplittableRandom random) {
        for (int i = 0; i < 60; i++) {
            double size = 3 + 8 * random.nextDouble() * random.nextDouble();
            double x = width * random.nextDouble();
            double y = height * (0.5 + 0.16 * random.nextGaussian());
            brush.ellipse(0x3b4148, x + 1.5, y + 2, size, size);
            brush.ellipse(0xd6dce2, x, y, size, size);
        }
    }
}
