package dev.traza.command.catalog;

import dev.traza.contract.ticket.Approver;
import dev.traza.contract.ticket.ProcedureStep;
import dev.traza.contract.ticket.StepKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a procedure has to be like: steps that each come after others, in no circle, so that all of them begin some time if
 * none fails. Their order in the list says nothing.
 */
final class ProcedureRules {

    static final int MOST_STEPS = 30;
    static final int MOST_APPROVERS = 50;
    static final int LONGEST_TITLE = 250;

    /** Characters of all its texts: each ticket's log and every view of it carry them along. */
    static final int LONGEST = 50_000;

    static final int LONGEST_EXPIRY = 366 * 24 * 60 * 60;

    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final int LONGEST_STEP_ID = 50;
    private static final int LONGEST_ID = 255;
    private static final int ALL = 100;

    private final List<ProcedureStep> steps;
    private final Map<String, ProcedureStep> byId = new HashMap<>();
    private final List<Flaw> flaws = new ArrayList<>();

    private ProcedureRules(List<ProcedureStep> steps) {
        this.steps = steps;
        steps.forEach(step -> byId.putIfAbsent(step.id(), step));
    }

    /** Everything that is wrong with a procedure, each with the path below {@code procedure}; empty when nothing is. */
    static List<Flaw> flaws(List<ProcedureStep> steps) {
        ProcedureRules rules = new ProcedureRules(steps);
        if (steps.size() > MOST_STEPS) {
            rules.flaw("size", "a procedure has at most %d steps".formatted(MOST_STEPS));
        } else {
            IntStream.range(0, steps.size()).forEach(i -> rules.step(steps.get(i), i));
            rules.length();
        }
        return List.copyOf(rules.flaws);
    }

    private void step(ProcedureStep step, int index) {
        String at = Integer.toString(index);
        if (step.id().length() > LONGEST_STEP_ID || !ID.matcher(step.id()).matches()) {
            flaw("invalid-value", "a step is named by lower-case words such as order-laptop", at, "id");
        }
        if (steps.subList(0, index).stream().anyMatch(before -> before.id().equals(step.id()))) {
            flaw("duplicate", "there is another step with this id", at, "id");
        }
        after(step, at);
        switch (step.kind()) {
            case TASK -> task(step, at);
            case APPROVAL -> approval(step, at);
        }
    }

    private void after(ProcedureStep step, String at) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < step.after().size(); i++) {
            String before = step.after().get(i);
            String here = Integer.toString(i);
            if (!byId.containsKey(before)) {
                flaw("unknown-step", "is no step of the procedure", at, "after", here);
            }
            if (!seen.add(before)) {
                flaw("duplicate", "stands there twice", at, "after", here);
            }
        }
        if (comesBefore(step.id(), step)) {
            flaw("cycle", "would have to be done before itself", at, "after");
        }
    }

    /** Whether the step with this id is among those that have to be done before the other. */
    private boolean comesBefore(String id, ProcedureStep other) {
        Set<String> reached = new HashSet<>();
        List<String> toVisit = new ArrayList<>(other.after());
        while (!toVisit.isEmpty()) {
            String next = toVisit.removeLast();
            if (reached.add(next) && byId.containsKey(next)) {
                toVisit.addAll(byId.get(next).after());
            }
        }
        return reached.contains(id);
    }

    private void task(ProcedureStep step, String at) {
        text(step.title(), LONGEST_TITLE, "what is to be done", at, "title");
        if (step.teamId() != null && (step.teamId().isBlank() || step.teamId().length() > LONGEST_ID)) {
            flaw("size", "a team is named by its id", at, "teamId");
        }
        only(StepKind.APPROVAL, step.question() != null, at, "question");
        only(StepKind.APPROVAL, !step.approvers().isEmpty(), at, "approvers");
        only(StepKind.APPROVAL, step.needed() != null, at, "needed");
        only(StepKind.APPROVAL, step.neededPercent() != null, at, "neededPercent");
        only(StepKind.APPROVAL, step.expiresAfterSeconds() != null, at, "expiresAfterSeconds");
    }

    private void approval(ProcedureStep step, String at) {
        text(step.question(), ItemRules.LONGEST_TEXT, "what is to be approved", at, "question");
        only(StepKind.TASK, step.title() != null, at, "title");
        only(StepKind.TASK, step.teamId() != null, at, "teamId");
        only(StepKind.TASK, !step.mandatory(), at, "mandatory");
        approvers(step.approvers(), at);
        Integer needed = step.needed();
        Integer percent = step.neededPercent();
        if (needed != null && percent != null) {
            flaw("one-too-many", "is a number of people or a share of them, not both", at, "neededPercent");
        }
        if (needed != null && (needed < 1 || needed > step.approvers().size())) {
            flaw("range", "is 1 to the number of approvers", at, "needed");
        }
        if (percent != null && (percent < 1 || percent > ALL)) {
            flaw("range", "is 1 to %d".formatted(ALL), at, "neededPercent");
        }
        Integer expiry = step.expiresAfterSeconds();
        if (expiry != null && (expiry < 1 || expiry > LONGEST_EXPIRY)) {
            flaw("range", "is 1 to %d seconds".formatted(LONGEST_EXPIRY), at, "expiresAfterSeconds");
        }
    }

    private void approvers(List<Approver> approvers, String at) {
        if (approvers.isEmpty() || approvers.size() > MOST_APPROVERS) {
            flaw("size", "an approval is asked of 1 to %d people".formatted(MOST_APPROVERS), at, "approvers");
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < approvers.size(); i++) {
            String id = approvers.get(i).id();
            String here = Integer.toString(i);
            if (id.isBlank() || id.length() > LONGEST_ID) {
                flaw("size", "an approver is named by their id", at, "approvers", here, "id");
            }
            if (!seen.add(id)) {
                flaw("duplicate", "each approver is asked once", at, "approvers", here, "id");
            }
        }
    }

    private void text(@Nullable String text, int longest, String what, String... path) {
        if (text == null || text.isBlank()) {
            flaw("required", "says " + what, path);
        } else if (text.length() > longest) {
            flaw("size", "has at most %d characters".formatted(longest), path);
        }
    }

    private void only(StepKind kind, boolean said, String... path) {
        if (said) {
            flaw("not-applicable", "is said of %s only".formatted(kind), path);
        }
    }

    private void length() {
        int all = steps.stream()
                .flatMap(step -> Stream.concat(
                        Stream.of(step.title(), step.question()),
                        step.approvers().stream()
                                .flatMap(approver -> Stream.of(approver.id(), approver.name(), approver.email()))))
                .filter(Objects::nonNull)
                .mapToInt(String::length)
                .sum();
        if (all > LONGEST) {
            flaw("size", "the texts of a procedure have at most %d characters in all".formatted(LONGEST));
        }
    }

    private void flaw(String code, String detail, String... below) {
        flaws.add(
                new Flaw(Stream.concat(Stream.of("procedure"), Stream.of(below)).toList(), code, detail));
    }
}
