package dev.sightline.alert.delivery;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.DoubleStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** Draws a chart as a PNG: twice the size it is shown at, on a ground of its own, so that it reads in light and dark mail. */
final class ChartImage {
    static final int WIDTH = 560;
    static final int HEIGHT = 180;
    private static final int SCALE = 2;
    private static final int LEFT = 52;
    private static final int RIGHT = 12;
    private static final int TOP = 12;
    private static final int BOTTOM = 24;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);

    private static final Color GROUND = new Color(0xFFFFFF);
    private static final Color GRID = new Color(0xE5E7EB);
    private static final Color INK = new Color(0x4B5563);
    private static final Color LINE = new Color(0x4F46E5);
    private static final Color BAND = new Color(0xE0E7FF);
    private static final Color LIMIT = new Color(0xDC2626);

    private final Chart chart;
    private final double lowest;
    private final double highest;

    private ChartImage(Chart chart) {
        this.chart = chart;
        double[] all = chart.points().stream()
                .flatMapToDouble(point -> DoubleStream.of(
                        or(point.value(), Double.NaN), or(point.low(), Double.NaN), or(point.high(), Double.NaN)))
                .filter(Double::isFinite)
                .toArray();
        double limit = or(chart.threshold(), all.length == 0 ? 0 : all[0]);
        double low = Math.min(limit, DoubleStream.of(all).min().orElse(0));
        double high = Math.max(limit, DoubleStream.of(all).max().orElse(1));
        double margin = high == low ? Math.max(Math.abs(high) * 0.1, 0.05) : (high - low) * 0.08;
        this.lowest = low - margin;
        this.highest = high + margin;
    }

    /** Null when there are fewer than two points to join. */
    static byte @Nullable [] png(Chart chart) {
        if (chart.points().stream().filter(point -> point.value() != null).count() < 2) {
            return null;
        }
        var image = new BufferedImage(WIDTH * SCALE, HEIGHT * SCALE, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.scale(SCALE, SCALE);
        new ChartImage(chart).draw(graphics);
        graphics.dispose();
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail to be written", e);
        }
        return bytes.toByteArray();
    }

    private void draw(Graphics2D graphics) {
        graphics.setColor(GROUND);
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        drawBand(graphics);
        drawAxes(graphics);
        drawThreshold(graphics);
        drawLine(graphics);
    }

    private void drawBand(Graphics2D graphics) {
        graphics.setColor(BAND);
        List<Chart.Point> points = chart.points();
        for (int i = 1; i < points.size(); i++) {
            var before = points.get(i - 1);
            var here = points.get(i);
            if (before.low() != null && before.high() != null && here.low() != null && here.high() != null) {
                var piece = new Path2D.Double();
                piece.moveTo(x(i - 1), y(before.low()));
                piece.lineTo(x(i - 1), y(before.high()));
                piece.lineTo(x(i), y(here.high()));
                piece.lineTo(x(i), y(here.low()));
                piece.closePath();
                graphics.fill(piece);
            }
        }
    }

    private void drawAxes(Graphics2D graphics) {
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 10));
        graphics.setStroke(new BasicStroke(1));
        for (int step = 0; step <= 3; step++) {
            double value = lowest + (highest - lowest) * step / 3;
            int y = (int) Math.round(y(value));
            graphics.setColor(GRID);
            graphics.drawLine(LEFT, y, WIDTH - RIGHT, y);
            graphics.setColor(INK);
            String text = label(value);
            graphics.drawString(text, LEFT - 6 - graphics.getFontMetrics().stringWidth(text), y + 4);
        }
        var points = chart.points();
        String from = TIME.format(points.getFirst().at().atOffset(ZoneOffset.UTC));
        String until = TIME.format(points.getLast().at().atOffset(ZoneOffset.UTC)) + " UTC";
        graphics.drawString(from, LEFT, HEIGHT - 8);
        graphics.drawString(until, WIDTH - RIGHT - graphics.getFontMetrics().stringWidth(until), HEIGHT - 8);
    }

    private void drawThreshold(Graphics2D graphics) {
        if (chart.threshold() != null) {
            graphics.setColor(LIMIT);
            graphics.setStroke(
                    new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {4, 3}, 0));
            int y = (int) Math.round(y(chart.threshold()));
            graphics.drawLine(LEFT, y, WIDTH - RIGHT, y);
        }
    }

    private void drawLine(Graphics2D graphics) {
        graphics.setColor(LINE);
        graphics.setStroke(new BasicStroke(1.75f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        var line = new Path2D.Double();
        boolean isDown = false;
        for (int i = 0; i < chart.points().size(); i++) {
            Double value = chart.points().get(i).value();
            if (value == null) {
                isDown = false;
            } else if (isDown) {
                line.lineTo(x(i), y(value));
            } else {
                line.moveTo(x(i), y(value));
                isDown = true;
            }
        }
        graphics.draw(line);
    }

    private double x(int index) {
        return LEFT
                + (WIDTH - LEFT - RIGHT)
                        * (double) index
                        / Math.max(1, chart.points().size() - 1);
    }

    private double y(double value) {
        return TOP + (HEIGHT - TOP - BOTTOM) * (highest - value) / (highest - lowest);
    }

    private String label(double value) {
        if (chart.isShare()) {
            return String.format(Locale.ROOT, "%.1f %%", value * 100);
        }
        return Math.abs(value) >= 100
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.3f", value);
    }

    private static double or(@Nullable Double value, double unless) {
        return Objects.requireNonNullElse(value, unless);
    }
}
