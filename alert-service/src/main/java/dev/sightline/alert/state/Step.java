package dev.sightline.alert.state;

/** Where an input led to, and what that amounts to. */
public record Step(AlertState state, Transition transition) {}
