package dev.traza.kit.problem;

/** Ends the handling of a request with a problem document. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /** The problem to answer with. */
    public ProblemException(Problem problem) {
        // A refusal is an answer, not an accident: no stack trace, which also makes it cheap.
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    /** A problem of this type. */
    public ProblemException(ProblemType type, String detail) {
        this(Problem.of(type, detail));
    }

    /** The problem to answer with. */
    public Problem problem() {
        return problem;
    }
}
