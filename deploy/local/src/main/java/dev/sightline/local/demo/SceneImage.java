package dev.sightline.local.demo;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Draws scenes. What a scene names is drawn exactly where its box, outline or joints are. */
final class SceneImage {
    static {
        // Servers have no screen; caches on disk would only slow such small images down.
        System.setProperty("java.awt.headless", "true");
        ImageIO.setUseCache(false);
    }

    private SceneImage() {}

    static byte[] jpeg(Scene scene) {
        var bytes = new ByteArrayOutputStream(1 << 16);
        try {
            ImageIO.write(draw(scene), "jpeg", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    private static BufferedImage draw(Scene scene) {
        var image = new BufferedImage(scene.width(), scene.height(), BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            var brush = new Brush(graphics);
            switch (scene.kind()) {
                case BUILDING_SITE -> BuildingSitePainter.paint(brush, scene);
                case WELD -> WeldPainter.paint(brush, scene);
                case PALLET -> PalletPainter.paint(brush, scene);
                case CONVEYOR_OF_ROCKS -> RockPainter.paint(brush, scene);
                case AISLE -> AislePainter.paint(brush, scene);
                case CONVEYOR_OF_PARCELS -> ParcelPainter.paint(brush, scene);
            }
            shade(graphics, scene);
        } finally {
            graphics.dispose();
        }
        return image;
    }

    /** The dark corners of a cheap lens, and the dark of a scene without enough light. */
    private static void shade(Graphics2D graphics, Scene scene) {
        int darkness = (int) (150 * (1 - scene.light()));
        graphics.setPaint(new RadialGradientPaint(
                scene.width() / 2f, scene.height() / 2f, scene.width() * 0.62f, new float[] {0.45f, 1f}, new Color[] {
                    new Color(8, 10, 24, darkness), new Color(8, 10, 24, Math.min(230, darkness + 75))
                }));
        graphics.fillRect(0, 0, scene.width(), scene.height());
    }
}
