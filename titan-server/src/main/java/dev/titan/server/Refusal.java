package dev.titan.server;

/** A request is answered with a problem before any action runs. Its message is safe to show; it has no stack trace, since clients cause it. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    Refusal(Problem problem) {
        super(problem.title(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
