package dev.sightline.local.demo;

/**
 * A camera whose images one device asks one model about.
 *
 * @param perHour inferences at the site's busiest
 */
record Stream(Device device, Model model, String camera, String line, int width, int height, double perHour) {
    String name() {
        return device.id() + '/' + camera + '/' + model.project();
    }
}
