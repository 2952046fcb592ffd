package dev.sightline.local.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Makes up what the cameras see. Everything lies within the image. */
final class Scenes {
    private static final int TRIES_TO_PLACE = 8;

    private final SplittableRandom random;
    private final int width;
    private final int height;

    private Scenes(SplittableRandom random, int width, int height) {
        this.random = random;
        this.width = width;
        this.height = height;
    }

    /**
     * A scene of a stream.
     *
     * @param activity of its site: a busy site has full images, a quiet one mostly empty ones
     */
    static Scene of(Stream stream, SplittableRandom random, double activity, double light) {
        var scenes = new Scenes(random, stream.width(), stream.height());
        var kind = stream.model().sceneKind();
        List<Thing> things = switch (kind) {
            case BUILDING_SITE -> scenes.crew(0.3 + 2.6 * activity);
            case CONVEYOR_OF_ROCKS -> scenes.rocks(0.4 + 5.5 * activity);
            case AISLE -> scenes.workers(0.25 + 1.5 * activity);
            case CONVEYOR_OF_PARCELS -> scenes.parcels(0.5 + 3.2 * activity);
            case WELD, PALLET -> List.of();
        };
        List<String> labels = switch (kind) {
            case WELD -> scenes.weldLabel();
            case PALLET -> scenes.palletLabels(activity);
            case BUILDING_SITE, CONVEYOR_OF_ROCKS, AISLE, CONVEYOR_OF_PARCELS -> List.of();
        };
        return new Scene(kind, stream.width(), stream.height(), things, labels, light, random.nextLong());
    }

    /** People on a building site, those in front last; nearly all of them with a helmet. */
    private List<Thing> crew(double expected) {
        var things = new ArrayList<Thing>();
        for (double depth : depths(Math.min(8, Noise.poisson(random, expected)))) {
            double tall = height * (0.2 + 0.36 * depth);
            double wide = tall * 0.36;
            double left = between(2, width - wide - 2);
            double top = height * (0.5 + 0.43 * depth) - tall;
            int look = random.nextInt(1 << 20);
            var person = Box.ofCorner(left, top, wide, tall);
            things.add(Thing.boxed("person", person, look));
            // The painter puts the head exactly here.
            things.add(
                    random.nextDouble() < 0.88
                            ? Thing.boxed("helmet", part(person, 0.24, 0, 0.52, 0.11), look)
                            : Thing.boxed("head", part(person, 0.29, 0.005, 0.42, 0.155), look));
        }
        return List.copyOf(things);
    }

    private List<Thing> rocks(double expected) {
        var rocks = new ArrayList<Thing>();
        int count = Math.min(16, Noise.poisson(random, expected));
        for (int i = 0; i < count; i++) {
            double size = random.nextDouble();
            double radius = width * (0.016 + 0.062 * size * size);
            double x = between(radius * 1.25 + 2, width - radius * 1.25 - 2);
            double y = between(height * 0.16 + radius * 1.2, height * 0.84 - radius * 1.2);
            List<Spot> outline = outline(x, y, radius);
            var box = Box.around(outline);
            if (rocks.stream().noneMatch(other -> other.box().overlaps(box))) {
                String name = radius > width * 0.048 ? "boulder" : radius > width * 0.026 ? "rock" : "pebble";
                rocks.add(new Thing(name, box, outline, List.of(), random.nextInt(1 << 20)));
            }
        }
        return List.copyOf(rocks);
    }

    private List<Spot> outline(double x, double y, double radius) {
        int corners = 9 + random.nextInt(6);
        double turn = random.nextDouble() * Math.TAU;
        var spots = new ArrayList<Spot>(corners);
        for (int i = 0; i < corners; i++) {
            double angle = turn + i * Math.TAU / corners;
            double reach = radius * (0.82 + 0.36 * random.nextDouble());
            spots.add(new Spot(Box.tenth(x + reach * Math.cos(angle)), Box.tenth(y + 0.85 * reach * Math.sin(angle))));
        }
        return List.copyOf(spots);
    }

    private List<Thing> workers(double expected) {
        var workers = new ArrayList<Thing>();
        for (double depth : depths(Math.min(5, Noise.poisson(random, expected)))) {
            double tall = height * (0.26 + 0.4 * depth);
            double footX = between(tall * 0.52, width - tall * 0.52);
            List<Spot> joints = Skeleton.of(random, footX, height * (0.56 + 0.38 * depth), tall);
            var bounds = Box.around(joints);
            // Room for head, hands and feet beyond the joints.
            double room = tall * 0.07;
            var box = Box.ofCorner(
                    Math.max(0, bounds.left() - room * 0.7),
                    Math.max(0, bounds.top() - room),
                    Math.min(width, bounds.width() + 1.4 * room),
                    bounds.height() + 1.55 * room);
            workers.add(new Thing("person", box, List.of(), joints, random.nextInt(1 << 20)));
        }
        return List.copyOf(workers);
    }

    private List<Thing> parcels(double expected) {
        var placed = new ArrayList<Thing>();
        var barcodes = new ArrayList<Thing>();
        int count = Math.min(12, Noise.poisson(random, expected));
        for (int i = 0; i < count; i++) {
            boolean isEnvelope = random.nextDouble() < 0.25;
            var box = freePlace(placed, isEnvelope);
            if (box == null) {
                continue;
            }
            placed.add(Thing.boxed(isEnvelope ? "envelope" : "parcel", box, random.nextInt(1 << 20)));
            if (!isEnvelope && random.nextDouble() < 0.72) {
                barcodes.add(Thing.boxed("barcode", part(box, 0.56, 0.58, 0.34, 0.26), 0));
            }
        }
        placed.addAll(barcodes);
        return List.copyOf(placed);
    }

    private @Nullable Box freePlace(List<Thing> placed, boolean isEnvelope) {
        for (int attempt = 0; attempt < TRIES_TO_PLACE; attempt++) {
            double wide = width * (isEnvelope ? between(0.1, 0.14) : between(0.11, 0.2));
            double tall = isEnvelope ? wide * 0.62 : wide * between(0.7, 1.05);
            var box = Box.ofCorner(
                    between(4, width - wide - 4), between(height * 0.15, height * 0.85 - tall), wide, tall);
            if (placed.stream().noneMatch(other -> other.box().overlaps(box))) {
                return box;
            }
        }
        return null;
    }

    private List<String> weldLabel() {
        double chance = random.nextDouble();
        if (chance < 0.87) {
            return List.of("ok");
        }
        return List.of(chance < 0.93 ? "porosity" : chance < 0.97 ? "spatter" : "crack");
    }

    private List<String> palletLabels(double activity) {
        if (random.nextDouble() > 0.35 + 0.65 * activity) {
            return List.of();
        }
        var labels = new ArrayList<String>();
        labels.add(random.nextDouble() < 0.8 ? "boxes" : "barrels");
        addWithChance(labels, "wrapped", 0.62);
        addWithChance(labels, "damaged", 0.05);
        addWithChance(labels, "label-missing", 0.08);
        return List.copyOf(labels);
    }

    private void addWithChance(List<String> labels, String label, double chance) {
        if (random.nextDouble() < chance) {
            labels.add(label);
        }
    }

    /** How near each of some people is, 1 in front; the farthest first, so that nearer ones are painted over them. */
    private List<Double> depths(int count) {
        return random.doubles(count).boxed().sorted(Comparator.naturalOrder()).toList();
    }

    private static Box part(Box whole, double across, double down, double width, double height) {
        var corner = whole.at(across, down);
        return Box.ofCorner(corner.x(), corner.y(), whole.width() * width, whole.height() * height);
    }

    private double between(double low, double high) {
        return low + random.nextDouble() * (high - low);
    }
}
