package dev.sightline.local.demo;

import java.awt.geom.Path2D;
import java.util.SplittableRandom;

/** Parcels and envelopes on a conveyor belt from above. */
final class ParcelPainter {
    private static final int BARS = 17;

    private ParcelPainter() {}

    static void paint(Brush brush, Scene scene) {
        paintBelt(brush, scene.width(), scene.height(), new SplittableRandom(scene.look()));
        for (Thing thing : scene.things()) {
            switch (thing.className()) {
                case "parcel" -> paintParcel(brush, thing);
                case "envelope" -> paintEnvelope(brush, thing);
                default -> paintBarcode(brush, thing.box());
            }
        }
    }

    private static void paintBelt(Brush brush, double width, double height, SplittableRandom random) {
        brush.fade(0xc8ced4, 0xaab1b8, 0, 0, width, height);
        brush.fade(0x4b5157, 0x3d4247, 0, height * 0.11, width, height * 0.78);
        brush.rectangle(0xf0f2f4, 0, height * 0.095, width, height * 0.018);
        brush.rectangle(0xf0f2f4, 0, height * 0.887, width, height * 0.018);
        double offset = width * 0.12 * random.nextDouble();
        for (double x = offset - width * 0.2; x < width; x += width * 0.12) {
            var chevron = new Path2D.Double();
            chevron.moveTo(x, height * 0.3);
            chevron.lineTo(x + width * 0.05, height * 0.5);
            chevron.lineTo(x, height * 0.7);
            brush.outline(0x555c63, 5, chevron);
        }
        for (double x = 0; x < width; x += width * 0.05) {
            brush.rectangle(0x8a9199, x, height * 0.03, width * 0.03, height * 0.03);
            brush.rectangle(0x8a9199, x, height * 0.94, width * 0.03, height * 0.03);
        }
    }

    private static void paintParcel(Brush brush, Thing parcel) {
        var box = parcel.box();
        int cardboard = Brush.pick(parcel.look(), 0xc49a63, 0xb98a52, 0xd0aa78, 0xa97d4d);
        brush.rectangle(Brush.tint(cardboard, -0.3), box.left(), box.top(), box.width(), box.height());
        double edge = Math.min(box.width(), box.height()) * 0.03;
        brush.rectangle(cardboard, box.left(), box.top(), box.width() - edge, box.height() - edge);
        brush.rectangle(
                Brush.tint(cardboard, 0.35),
                box.left() + box.width() * 0.43,
                box.top(),
                box.width() * 0.09,
                box.height() - edge);
        brush.line(
                Brush.tint(cardboard, -0.2),
                1.5,
                box.left(),
                box.top() + box.height() * 0.47,
                box.left() + box.width() - edge,
                box.top() + box.height() * 0.47);
        brush.rectangle(
                0xf4f1ea,
                box.left() + box.width() * 0.07,
                box.top() + box.height() * 0.1,
                box.width() * 0.26,
                box.height() * 0.22);
        for (int i = 0; i < 3; i++) {
            brush.rectangle(
                    0x9a958a,
                    box.left() + box.width() * 0.1,
                    box.top() + box.height() * (0.14 + 0.055 * i),
                    box.width() * (0.2 - 0.03 * i),
                    box.height() * 0.018);
        }
    }

    private static void paintEnvelope(Brush brush, Thing envelope) {
        var box = envelope.box();
        int paper = Brush.pick(envelope.look(), 0xf3efe4, 0xe9e2cf, 0xdfe7ee);
        brush.rectangle(paper, box.left(), box.top(), box.width(), box.height());
        var flap = new Path2D.Double();
        flap.moveTo(box.left(), box.top());
        flap.lineTo(box.x(), box.top() + box.height() * 0.52);
        flap.lineTo(box.left() + box.width(), box.top());
        brush.outline(Brush.tint(paper, -0.25), 2, flap);
        brush.rectangle(
                0xc8434a,
                box.left() + box.width() * 0.82,
                box.top() + box.height() * 0.66,
                box.width() * 0.12,
                box.height() * 0.22);
    }

    private static void paintBarcode(Brush brush, Box box) {
        brush.rectangle(0xfdfdfb, box.left(), box.top(), box.width(), box.height());
        double step = box.width() * 0.86 / BARS;
        for (int i = 0; i < BARS; i++) {
            double bar = step * (i % 4 == 1 ? 0.75 : i % 3 == 0 ? 0.55 : 0.3);
            brush.rectangle(
                    0x1b1b1b,
                    box.left() + box.width() * 0.07 + i * step,
                    box.top() + box.height() * 0.12,
                    bar,
                    box.height() * 0.76);
        }
    }
}
