package dev.traza.stack.process;

/** How long a started process may live when nobody stops it. */
public enum Lifetime {
    /** It ends with the JVM that started it, also when that one is killed. For tests. */
    THIS_JVM,
    /** It goes on when the JVM that started it ends. For {@code ./traza up}. */
    DETACHED
}
