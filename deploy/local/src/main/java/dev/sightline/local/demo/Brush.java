package dev.sightline.local.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;

/** The few strokes that all painters share; colours are 0xRRGGBB. */
record Brush(Graphics2D graphics) {
    void fill(int colour, Shape shape) {
        graphics.setPaint(new Color(colour));
        graphics.fill(shape);
    }

    /** With {@code alpha} from 0, not to be seen, to 255. */
    void fill(int colour, int alpha, Shape shape) {
        graphics.setPaint(new Color(colour >> 16 & 255, colour >> 8 & 255, colour & 255, alpha));
        graphics.fill(shape);
    }

    void rectangle(int colour, double x, double y, double width, double height) {
        fill(colour, new Rectangle2D.Double(x, y, width, height));
    }

    void round(int colour, double x, double y, double width, double height, double radius) {
        fill(colour, new RoundRectangle2D.Double(x, y, width, height, 2 * radius, 2 * radius));
    }

    void ellipse(int colour, double x, double y, double width, double height) {
        fill(colour, new Ellipse2D.Double(x, y, width, height));
    }

    /** From {@code top} above to {@code bottom} below. */
    void fade(int top, int bottom, double x, double y, double width, double height) {
        graphics.setPaint(new GradientPaint(0, (float) y, new Color(top), 0, (float) (y + height), new Color(bottom)));
        graphics.fill(new Rectangle2D.Double(x, y, width, height));
    }

    void line(int colour, double width, double x1, double y1, double x2, double y2) {
        graphics.setPaint(new Color(colour));
        graphics.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(new Line2D.Double(x1, y1, x2, y2));
    }

    void outline(int colour, double width, Shape shape) {
        graphics.setPaint(new Color(colour));
        graphics.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(shape);
    }

    static Path2D polygon(List<Spot> corners) {
        var path = new Path2D.Double();
        path.moveTo(corners.getFirst().x(), corners.getFirst().y());
        corners.stream().skip(1).forEach(corner -> path.lineTo(corner.x(), corner.y()));
        path.closePath();
        return path;
    }

    /** The colour of a palette that goes with a look. */
    static int pick(int look, int... palette) {
        return palette[Math.floorMod(look, palette.length)];
    }

    /** A colour moved towards black (negative) or white, by up to 1. */
    static int tint(int colour, double by) {
        double target = by < 0 ? 0 : 255;
        double share = Math.abs(by);
        int red = (int) ((colour >> 16 & 255) * (1 - share) + target * share);
        int green = (int) ((colour >> 8 & 255) * (1 - share) + target * share);
        int blue = (int) ((colour & 255) * (1 - share) + target * share);
        return red << 16 | green << 8 | blue;
    }
}
