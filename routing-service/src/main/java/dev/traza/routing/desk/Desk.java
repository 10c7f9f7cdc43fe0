package dev.traza.routing.desk;

/** A department with a help desk of its own. */
public record Desk(String id, String name) {}
