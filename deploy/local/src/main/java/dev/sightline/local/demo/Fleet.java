package dev.sightline.local.demo;

import static dev.sightline.local.demo.Device.Hardware.GPU_SERVER;
import static dev.sightline.local.demo.Device.Hardware.INDUSTRIAL_PC;
import static dev.sightline.local.demo.Device.Hardware.JETSON_NANO;
import static dev.sightline.local.demo.Device.Hardware.JETSON_ORIN;
import static dev.sightline.local.demo.Device.Protocol.FULL_PINGBACK;
import static dev.sightline.local.demo.Device.Protocol.NATIVE;
import static dev.sightline.local.demo.Device.Protocol.PINGBACK;

import dev.sightline.local.demo.Model.SceneKind;
import dev.sightline.local.demo.Model.Task;
import java.time.ZoneId;
import java.util.List;

/** Who reports: three sites, twelve devices, six models. */
final class Fleet {
    static final Site LYON = new Site(
            "plant-lyon", ZoneId.of("Europe/Paris"), Rhythm.TWO_SHIFTS, List.of("bracket-a", "bracket-b", "frame-12"));
    static final Site LEIPZIG = new Site(
            "warehouse-leipzig",
            ZoneId.of("Europe/Berlin"),
            Rhythm.ROUND_THE_CLOCK,
            List.of("inbound", "outbound", "returns"));
    static final Site QUARRY =
            new Site("quarry-north", ZoneId.of("Europe/Oslo"), Rhythm.DAYLIGHT, List.of("granite", "basalt"));

    static final Model HARD_HAT = new Model(
            "hard-hat",
            "3",
            "4",
            Task.OBJECT_DETECTION,
            SceneKind.BUILDING_SITE,
            List.of("helmet", "head", "person"),
            0.83,
            0.4,
            0.034);
    static final Model WELD_QUALITY = new Model(
            "weld-quality",
            "7",
            null,
            Task.CLASSIFICATION,
            SceneKind.WELD,
            List.of("ok", "porosity", "crack", "spatter"),
            0.93,
            0,
            0.011);
    static final Model PALLET_STATE = new Model(
            "pallet-state",
            "2",
            null,
            Task.MULTI_LABEL,
            SceneKind.PALLET,
            List.of("boxes", "barrels", "wrapped", "damaged", "label-missing"),
            0.86,
            0.5,
            0.016);
    static final Model ROCK_SIZE = new Model(
            "rock-size",
            "5",
            null,
            Task.INSTANCE_SEGMENTATION,
            SceneKind.CONVEYOR_OF_ROCKS,
            List.of("boulder", "rock", "pebble"),
            0.79,
            0.35,
            0.068);
    static final Model WORKER_POSE =
            new Model("worker-pose", "1", null, Task.KEYPOINTS, SceneKind.AISLE, List.of("person"), 0.88, 0.4, 0.045);
    static final Model PARCELS = new Model(
            "parcels",
            "11",
            null,
            Task.OBJECT_DETECTION,
            SceneKind.CONVEYOR_OF_PARCELS,
            List.of("parcel", "envelope", "barcode"),
            0.89,
            0.4,
            0.027);

    static final Device LYON_LINE_1 = new Device("lyon-line-1", "srv-l1-7f3a", "1.5.0", LYON, JETSON_ORIN, NATIVE);
    static final Device LYON_LINE_2 = new Device("lyon-line-2", "srv-l2-91bc", "1.5.0", LYON, JETSON_ORIN, NATIVE);
    static final Device LYON_GATE = new Device("lyon-gate", "SxVv9x-JETSON", "1.4.2", LYON, JETSON_NANO, PINGBACK);
    static final Device LYON_WELD_CELL =
            new Device("lyon-weld-cell", "srv-wc-02d4", "1.5.0", LYON, INDUSTRIAL_PC, NATIVE);
    static final Device LEIPZIG_DOCK_1 =
            new Device("leipzig-dock-1", "srv-d1-44e0", "1.5.0", LEIPZIG, JETSON_ORIN, NATIVE);
    static final Device LEIPZIG_DOCK_2 =
            new Device("leipzig-dock-2", "srv-d2-c81f", "1.5.0", LEIPZIG, JETSON_ORIN, NATIVE);
    static final Device LEIPZIG_SORTER =
            new Device("leipzig-sorter", "srv-so-5a77", "1.5.0", LEIPZIG, GPU_SERVER, NATIVE);
    static final Device LEIPZIG_AISLE =
            new Device("leipzig-aisle-4", "srv-a4-e930", "1.4.2", LEIPZIG, INDUSTRIAL_PC, NATIVE);
    static final Device LEIPZIG_GPU = new Device("leipzig-gpu-1", "srv-g1-10ab", "1.5.0", LEIPZIG, GPU_SERVER, NATIVE);
    static final Device QUARRY_CRUSHER =
            new Device("quarry-crusher", "srv-qc-6d52", "1.5.0", QUARRY, INDUSTRIAL_PC, NATIVE);
    static final Device QUARRY_BELT = new Device("quarry-belt", "srv-qb-b3e9", "1.5.0", QUARRY, JETSON_ORIN, NATIVE);
    static final Device QUARRY_GATE =
            new Device("quarry-gate", "Qk2m4T-JETSON", "1.3.1", QUARRY, JETSON_NANO, FULL_PINGBACK);

    static final List<Stream> STREAMS = List.of(
            new Stream(LYON_LINE_1, HARD_HAT, "cam-01", "line-1", 1280, 720, 180),
            new Stream(LYON_LINE_2, HARD_HAT, "cam-02", "line-2", 1280, 720, 155),
            new Stream(LYON_GATE, HARD_HAT, "cam-gate", "gate", 960, 720, 85),
            new Stream(LYON_LINE_1, WELD_QUALITY, "weld-01", "line-1", 800, 600, 135),
            new Stream(LYON_WELD_CELL, WELD_QUALITY, "weld-02", "cell-2", 800, 600, 250),
            new Stream(LEIPZIG_DOCK_1, PARCELS, "dock-01", "dock-1", 1280, 720, 205),
            new Stream(LEIPZIG_DOCK_2, PARCELS, "dock-02", "dock-2", 1280, 720, 185),
            new Stream(LEIPZIG_SORTER, PARCELS, "sorter-top", "sorter", 1280, 720, 330),
            new Stream(LEIPZIG_SORTER, PALLET_STATE, "sorter-exit", "sorter", 960, 720, 85),
            new Stream(LEIPZIG_GPU, PALLET_STATE, "ramp-03", "ramp", 960, 720, 110),
            new Stream(LEIPZIG_GPU, WORKER_POSE, "aisle-07", "aisle-7", 1280, 720, 100),
            new Stream(LEIPZIG_AISLE, WORKER_POSE, "aisle-04", "aisle-4", 1280, 720, 95),
            new Stream(QUARRY_CRUSHER, ROCK_SIZE, "crusher-in", "crusher", 1280, 720, 185),
            new Stream(QUARRY_BELT, ROCK_SIZE, "belt-02", "belt-2", 1280, 720, 205),
            new Stream(QUARRY_GATE, HARD_HAT, "cam-gate", "gate", 960, 720, 70));

    static final List<Device> DEVICES =
            STREAMS.stream().map(Stream::device).distinct().toList();

    private Fleet() {}
}
