package dev.sightline.local.demo;

/** A place in an image, in pixels. */
record Spot(double x, double y) {}
