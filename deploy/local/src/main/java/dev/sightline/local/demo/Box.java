package dev.sightline.local.demo;

import java.util.List;

/** A box in pixels around its centre, to a tenth of a pixel as models give it. */
record Box(double x, double y, double width, double height) {
    Box {
        if (!(width > 0 && height > 0)) {
            throw new IllegalArgumentException("a box has a size, got " + width + " x " + height);
        }
    }

    static Box ofCorner(double left, double top, double width, double height) {
        double w = tenth(width);
        double h = tenth(height);
        return new Box(tenth(left) + w / 2, tenth(top) + h / 2, w, h);
    }

    static Box around(List<Spot> spots) {
        var xs = spots.stream().mapToDouble(Spot::x).summaryStatistics();
        var ys = spots.stream().mapToDouble(Spot::y).summaryStatistics();
        return ofCorner(xs.getMin(), ys.getMin(), xs.getMax() - xs.getMin(), ys.getMax() - ys.getMin());
    }

    double left() {
        return x - width / 2;
    }

    double top() {
        return y - height / 2;
    }

    boolean overlaps(Box other) {
        return Math.abs(x - other.x) * 2 < width + other.width && Math.abs(y - other.y) * 2 < height + other.height;
    }

    /** A place in the box: 0, 0 is its left upper corner and 1, 1 the right lower one. */
    Spot at(double across, double down) {
        return new Spot(left() + across * width, top() + down * height);
    }

    static double tenth(double pixels) {
        return Math.round(pixels * 10) / 10.0;
    }
}
