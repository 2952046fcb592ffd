package dev.sightline.local.demo;

import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.SplittableRandom;

/** A pallet at the ramp, with what the scene says of it; without labels the ramp is empty. */
final class PalletPainter {
    private static final int COLUMNS = 3;
    private static final int ROWS = 3;

    private PalletPainter() {}

    static void paint(Brush brush, Scene scene) {
        var random = new SplittableRandom(scene.look());
        double width = scene.width();
        double height = scene.height();
        paintRamp(brush, width, height);
        if (scene.labels().isEmpty()) {
            return;
        }
        double left = width * (0.22 + 0.08 * random.nextDouble());
        double across = width * 0.48;
        double floor = height * 0.86;
        for (int i = 0; i < 3; i++) {
            brush.rectangle(0x8a6238, left + i * (across - width * 0.05) / 2, floor, width * 0.05, height * 0.05);
        }
        brush.rectangle(0xb98950, left, floor - height * 0.02, across, height * 0.025);
        brush.rectangle(0x9c7040, left, floor + height * 0.045, across, height * 0.02);
        var load = new Rectangle2D.Double(left, height * 0.26, across, floor - height * 0.02 - height * 0.26);
        boolean isDamaged = scene.labels().contains("damaged");
        if (scene.labels().contains("barrels")) {
            paintBarrels(brush, load, isDamaged);
        } else {
            paintBoxes(brush, load, isDamaged, random);
        }
        if (!scene.labels().contains("label-missing")) {
            brush.rectangle(
                    0xf7f7f2,
                    load.x + load.width * 0.38,
                    load.y + load.height * 0.4,
                    load.width * 0.24,
                    load.height * 0.16);
            for (int i = 0; i < 9; i++) {
                brush.rectangle(
                        0x222222,
                        load.x + load.width * (0.405 + 0.022 * i),
                        load.y + load.height * 0.42,
                        load.width * (i % 3 == 0 ? 0.012 : 0.006),
                        load.height * 0.08);
            }
        }
        if (scene.labels().contains("wrapped")) {
            paintFoil(brush, load);
        }
    }

    private static void paintRamp(Brush brush, double width, double height) {
        brush.fade(0xd4d9de, 0xb7bec6, 0, 0, width, height * 0.62);
        brush.fade(0x8e959d, 0x72797f, 0, height * 0.62, width, height * 0.38);
        brush.rectangle(0x5f6b78, width * 0.12, height * 0.05, width * 0.76, height * 0.57);
        for (int i = 0; i < 9; i++) {
            brush.rectangle(0x6d7a88, width * 0.12, height * (0.06 + 0.062 * i), width * 0.76, height * 0.05);
        }
        for (int i = -1; i < 12; i++) {
            var stripe = new Path2D.Double();
            double x = width * 0.1 * i;
            stripe.moveTo(x, height);
            stripe.lineTo(x + width * 0.05, height);
            stripe.lineTo(x + width * 0.08, height * 0.965);
            stripe.lineTo(x + width * 0.03, height * 0.965);
            stripe.closePath();
            brush.fill(0xe7c12c, stripe);
        }
    }

    private static void paintBoxes(Brush brush, Rectangle2D.Double load, boolean isDamaged, SplittableRandom random) {
        double w = load.width / COLUMNS;
        double h = load.height / ROWS;
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                double x = load.x + column * w;
                double y = load.y + row * h;
                int cardboard = Brush.tint(0xc49a63, 0.16 * random.nextDouble() - 0.08);
                brush.rectangle(Brush.tint(cardboard, -0.35), x, y, w, h);
                brush.rectangle(cardboard, x + 2, y + 2, w - 4, h - 4);
                brush.rectangle(0xe3cfa4, x + w * 0.44, y + 2, w * 0.12, h - 4);
                if (isDamaged && row == 0 && column == 2) {
                    var tear = new Path2D.Double();
                    tear.moveTo(x + w, y);
                    tear.lineTo(x + w * 0.35, y);
                    tear.lineTo(x + w * 0.55, y + h * 0.3);
                    tear.lineTo(x + w * 0.5, y + h * 0.55);
                    tear.lineTo(x + w * 0.8, y + h * 0.45);
                    tear.lineTo(x + w, y + h * 0.8);
                    tear.closePath();
                    brush.fill(0x3a2a18, tear);
                }
            }
        }
    }

    private static void paintBarrels(Brush brush, Rectangle2D.Double load, boolean isDamaged) {
        double w = load.width / COLUMNS;
        double h = load.height / 2;
        for (int row = 0; row < 2; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                double x = load.x + column * w;
                double y = load.y + row * h;
                int steel = isDamaged && row == 0 && column == 0 ? 0x7d4a2c : 0x2f6ea8;
                brush.round(steel, x + 4, y + h * 0.06, w - 8, h * 0.92, w * 0.12);
                brush.rectangle(Brush.tint(steel, 0.25), x + w * 0.18, y + h * 0.1, w * 0.1, h * 0.84);
                brush.rectangle(Brush.tint(steel, -0.3), x + 4, y + h * 0.35, w - 8, h * 0.035);
                brush.rectangle(Brush.tint(steel, -0.3), x + 4, y + h * 0.65, w - 8, h * 0.035);
                brush.ellipse(Brush.tint(steel, 0.15), x + 4, y, w - 8, h * 0.14);
            }
        }
    }

    private static void paintFoil(Brush brush, Rectangle2D.Double load) {
        brush.fill(0xffffff, 46, new Rectangle2D.Double(load.x - 4, load.y - 4, load.width + 8, load.height + 8));
        var clip = brush.graphics().getClip();
        brush.graphics().clip(load);
        for (int i = -6; i < 12; i++) {
            double x = load.x + load.width * 0.12 * i;
            var sheen = new Path2D.Double();
            sheen.moveTo(x, load.y + load.height);
            sheen.lineTo(x + load.width * 0.03, load.y + load.height);
            sheen.lineTo(x + load.width * 0.45, load.y);
            sheen.lineTo(x + load.width * 0.42, load.y);
            sheen.closePath();
            brush.fill(0xffffff, 40, sheen);
        }
        brush.graphics().setClip(clip);
    }
}
