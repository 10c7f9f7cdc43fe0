package dev.traza.query.live;

/** A stream is over. */
public final class EndedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Streams.Ending because;

    /** Says why. */
    public EndedException(Streams.Ending because) {
        super(because.name(), null, false, false);
        this.because = because;
    }

    /** Why. */
    public Streams.Ending because() {
        return because;
    }
}
