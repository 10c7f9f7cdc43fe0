package dev.traza.command.api;

import dev.traza.command.directory.Directory;
import dev.traza.command.directory.Directory.Membership;
import dev.traza.kit.problem.FieldError;
import dev.traza.kit.problem.Problem;
import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemType;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Refuses teams and agents that do not exist, before anything is put on record. */
@Singleton
class TeamCheck {

    private final Directory directory;

    @Inject
    TeamCheck(Directory directory) {
        this.directory = directory;
    }

    /** @throws ProblemException when there is no such team */
    void requireTeam(String teamId) {
        refuseUnlessFine(directory.of(teamId));
    }

    /** @throws ProblemException when there is no such team, or the agent is not in it */
    void requireMembership(String teamId, @Nullable String agentId) {
        refuseUnlessFine(agentId == null ? directory.of(teamId) : directory.of(teamId, agentId));
    }

    private static void refuseUnlessFine(Membership membership) {
        switch (membership) {
            case Membership.Fine _ -> {}
            case Membership.NoSuchTeam _ -> throw broken("/teamId", "unknown-team", "There is no such team.");
            case Membership.NotInTeam _ -> throw broken("/agentId", "not-in-team", "The agent is not in this team.");
        }
    }

    private static ProblemException broken(String pointer, String code, String detail) {
        return new ProblemException(Problem.of(ProblemType.UNPROCESSABLE, detail)
                .with("code", "RULE_VIOLATED")
                .withErrors(List.of(new FieldError(pointer, code, detail))));
    }
}
