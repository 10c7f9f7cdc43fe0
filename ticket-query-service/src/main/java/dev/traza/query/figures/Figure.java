package dev.traza.query.figures;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The figures that there are. Each is defined by what it reports of one ticket; {@code docs/figures.md} says it in words. */
public enum Figure {
    OPENED(Measure.COUNT, "Tickets that began.", "The opening") {
        @Override
        void observe(Course course, Sink sink) {
            sink.counted(course.facts().began(), course.opening());
        }
    },
    RESOLVED(Measure.COUNT, "Resolutions, each time that support said it is solved.", "The resolution") {
        @Override
        void observe(Course course, Sink sink) {
            course.resolutions().forEach(one -> sink.counted(one.at(), course.of(one)));
        }
    },
    REOPENED(Measure.COUNT, "Reopenings of resolved tickets.", "The reopening") {
        @Override
        void observe(Course course, Sink sink) {
            course.reopenings().forEach(one -> sink.counted(one.at(), course.at(one.standing())));
        }
    },
    CLOSED(
            Measure.COUNT,
            "Tickets that ended for good, resolved or not. Going on in another ticket is no end.",
            "The closing") {
        @Override
        void observe(Course course, Sink sink) {
            course.closings().forEach(one -> sink.counted(one.at(), course.at(one.standing())));
        }
    },
    ESCALATED(Measure.COUNT, "Escalations, of both kinds.", "The escalation") {
        @Override
        void observe(Course course, Sink sink) {
            for (Moment moment : course.facts().moments()) {
                if (moment.deed() instanceof Deed.Escalated) {
                    sink.counted(moment.at(), course.at(moment.standing()));
                }
            }
        }
    },
    BACKLOG(
            Measure.LEVEL,
            "Tickets that are neither resolved nor closed and do not go on in another, at the end of each bucket.",
            "The end of the bucket") {
        @Override
        void observe(Course course, Sink sink) {
            course.unsolved().forEach(spell -> sink.stood(spell.from(), spell.to(), course.at(spell.standing())));
        }
    },
    FIRST_RESPONSE_TIME(
            Measure.TIME,
            "From the opening to the first answer: an agent's first public comment, or the resolution if it came before one.",
            "The first answer") {
        @Override
        void observe(Course course, Sink sink) {
            Moment first = course.firstResponse();
            if (first == null) {
                return;
            }
            String by =
                    switch (first.deed()) {
                        case Deed.Replied replied -> replied.by();
                        case Deed.Resolved resolved -> resolved.by();
                        case Deed.Opened _,
                                Deed.Asked _,
                                Deed.Reopened _,
                                Deed.Closed _,
                                Deed.Merged _,
                                Deed.Unmerged _,
                                Deed.Escalated _,
                                Deed.Rated _,
                                Deed.Worked _,
                                Deed.Changed _ -> null;
                    };
            sink.lasted(
                    course.facts().began(),
                    first.at(),
                    course.facts().calendar(),
                    course.at(first.standing(), by == null ? first.standing().agent() : by));
        }
    },
    RESOLUTION_TIME(
            Measure.TIME, "From the opening, or the reopening before it, to the resolution.", "The resolution") {
        @Override
        void observe(Course course, Sink sink) {
            for (Course.Resolution one : course.resolutions()) {
                if (one.how().isSolution()) {
                    sink.lasted(one.since(), one.at(), course.facts().calendar(), course.of(one));
                }
            }
        }
    },
    REOPEN_RATE(Measure.RATE, "The share of resolutions after which the ticket was reopened.", "The resolution") {
        @Override
        void observe(Course course, Sink sink) {
            for (Course.Resolution one : course.resolutions()) {
                if (one.how().isSolution()) {
                    sink.shared(one.at(), one.reopened(), course.of(one));
                }
            }
        }
    },
    FIRST_CONTACT_RESOLUTION(
            Measure.RATE,
            "The share of first resolutions for which the first contact was all it took.",
            "The first resolution") {
        @Override
        void observe(Course course, Sink sink) {
            if (!course.resolutions().isEmpty()) {
                Course.Resolution first = course.resolutions().getFirst();
                if (first.how().isSolution()) {
                    sink.shared(first.at(), course.isSolvedOnFirstContact(), course.of(first));
                }
            }
        }
    },
    ESCALATION_RATE(Measure.RATE, "The share of opened tickets that were escalated at least once.", "The opening") {
        @Override
        void observe(Course course, Sink sink) {
            sink.shared(course.facts().began(), course.isEscalated(), course.opening());
        }
    },
    SATISFACTION(
            Measure.SCORE,
            "How requesters judged the resolutions of the period, whenever they did.",
            "The resolution that is judged") {
        @Override
        void observe(Course course, Sink sink) {
            course.resolutions().forEach(one -> sink.judged(one.at(), one.score(), course.of(one)));
        }
    },
    WORK_TIME(Measure.SUM, "Time that was logged as worked.", "The work") {
        @Override
        void observe(Course course, Sink sink) {
            for (Moment moment : course.facts().moments()) {
                if (moment.deed() instanceof Deed.Worked worked) {
                    sink.summed(moment.at(), worked.seconds(), course.at(moment.standing(), worked.by()));
                }
            }
        }
    };

    private final Measure measure;
    private final String definition;
    private final String countsAt;

    Figure(Measure measure, String definition, String countsAt) {
        this.measure = measure;
        this.definition = definition;
        this.countsAt = countsAt;
    }

    abstract void observe(Course course, Sink sink);

    /** The name that callers use, such as {@code first-response-time}. */
    public String path() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What kind of number it is. */
    public Measure measure() {
        return measure;
    }

    /** What it says, in a sentence. */
    public String definition() {
        return definition;
    }

    /** What decides to which bucket something belongs, and to whom it is attributed. */
    public String countsAt() {
        return countsAt;
    }

    /** The figure of this name. */
    public static Optional<Figure> of(String path) {
        return Arrays.stream(values())
                .filter(figure -> figure.path().equals(path))
                .findFirst();
    }
}
