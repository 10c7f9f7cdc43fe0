package dev.traza.routing.api;

import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.TicketType;
import dev.traza.kit.problem.FieldError;
import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemType;
import dev.traza.kit.security.CurrentActor;
import dev.traza.kit.security.Roles;
import dev.traza.routing.desk.Directory;
import dev.traza.routing.desk.Team;
import dev.traza.routing.directory.Organisation;
import dev.traza.routing.directory.Rules;
import dev.traza.routing.rule.Condition;
import dev.traza.routing.rule.Rule;
import dev.traza.routing.rule.RuleBook;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The routing rules: one ordered list, replaced as a whole; every version is kept. */
@Path("/api/v1/routing-rules")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN})
@Tag(name = "Routing rules", description = "Which tickets go where")
public class RuleResource {

    private final Rules rules;
    private final Organisation organisation;
    private final CurrentActor caller;

    @Inject
    RuleResource(Rules rules, Organisation organisation, CurrentActor caller) {
        this.rules = rules;
        this.organisation = organisation;
        this.caller = caller;
    }

    /** The list as written, in its order. */
    public record RulesRequest(
            @NotNull @Size(min = 1, max = Names.MOST_RULES) List<@NotNull @Valid RuleRequest> rules) {}

    /** A rule as written. */
    public record RuleRequest(
            @NotNull @Pattern(regexp = Names.ID) String id,
            @Nullable @Valid ConditionRequest when,
            @NotNull @Pattern(regexp = Names.ID) String deskId,
            @Nullable @Pattern(regexp = Names.ID) String teamId,
            @Nullable @Min(0) @Max(4) Integer level,
            @Nullable Priority priorityHint) {

        Rule rule() {
            return new Rule(
                    id, when == null ? Condition.ALWAYS : when.condition(), deskId, teamId, level, priorityHint);
        }
    }

    /** A condition as written. */
    public record ConditionRequest(
            @Nullable Set<@NotNull TicketType> types,
            @Nullable Set<@NotNull Priority> priorities,
            @Nullable @Size(max = Names.MOST_VALUES) Set<@NotBlank @Size(max = Names.LONGEST_VALUE) String> categories,
            @Nullable Set<@NotNull Channel> channels,

            @Nullable @Size(max = Names.MOST_VALUES)
            Set<@NotBlank @Size(max = Names.LONGEST_VALUE) String> organisations,

            @Nullable Boolean vip,
            @Nullable @Size(max = Names.MOST_VALUES) Set<@NotNull @Pattern(regexp = Names.LANGUAGE) String> languages,
            @Nullable @Size(max = Names.MOST_VALUES) Set<@NotBlank @Size(max = Names.LONGEST_VALUE) String> tags,
            @Nullable @Size(max = Names.MOST_VALUES) Set<@NotNull @Pattern(regexp = Names.ID) String> catalogDesks) {

        Condition condition() {
            return new Condition(
                    orEmpty(types),
                    orEmpty(priorities),
                    orEmpty(categories),
                    orEmpty(channels),
                    orEmpty(organisations),
                    vip,
                    orEmpty(languages),
                    orEmpty(tags),
                    orEmpty(catalogDesks));
        }

        private static <T> Set<T> orEmpty(@Nullable Set<T> values) {
            return values == null ? Set.of() : values;
        }
    }

    /**
     * The rules in force, or an earlier version of them.
     *
     * @param version counted from 1; absent for the rules in force
     */
    @GET
    @APIResponseSchema(
            value = RuleBook.class,
            responseCode = "200",
            responseDescription = "The rules; ETag is their version")
    public Response getRules(@QueryParam("version") @Nullable @Min(1) Integer version, @Context Request request) {
        RuleBook book = version == null
                ? rules.current()
                : rules.version(version)
                        .orElseThrow(() -> Refusals.notFound("version of the rules numbered", version.toString()));
        return Versions.shown(request, book.version(), book);
    }

    /** Replaces the list; {@code If-Match} names the version that the new list was made from. */
    @PUT
    @RolesAllowed(Roles.ADMIN)
    @APIResponseSchema(value = RuleBook.class, responseCode = "200", responseDescription = "The rules as they are now")
    public Response replaceRules(
            @NotNull @Valid RulesRequest body,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Context Request request,
            @Context HttpHeaders headers) {
        if (ifMatch == null) {
            throw new ProblemException(
                    ProblemType.PRECONDITION_REQUIRED, "Send If-Match with the ETag of the rules that you have read.");
        }
        RuleBook present = rules.current();
        Versions.expected(request, headers, Optional.of((long) present.version()));
        List<Rule> list = body.rules().stream().map(RuleRequest::rule).toList();
        List<FieldError> errors = wrong(list, organisation.current().directory());
        if (!errors.isEmpty()) {
            throw Refusals.unprocessable(errors);
        }
        RuleBook book = list.equals(present.rules())
                ? present
                : rules.replace(present.version(), list, caller.actor().subject())
                        .orElseThrow(Versions::mismatch);
        return Response.ok(book).tag(Versions.tag(book.version())).build();
    }

    private static List<FieldError> wrong(List<Rule> list, Directory directory) {
        List<FieldError> errors = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            Rule rule = list.get(i);
            String pointer = "/rules/" + i;
            boolean last = i == list.size() - 1;
            if (!ids.add(rule.id())) {
                errors.add(new FieldError(pointer + "/id", "not-unique", "Another rule has this id."));
            }
            if (last && !rule.when().always()) {
                errors.add(new FieldError(
                        pointer + "/when",
                        "default-missing",
                        "The last rule has no condition, so that it always matches."));
            }
            if (!last && rule.when().always()) {
                errors.add(new FieldError(
                        pointer + "/when", "hides-others", "Only the last rule may be without a condition."));
            }
            wrongTarget(rule, directory, pointer).ifPresent(errors::add);
        }
        return errors;
    }

    private static Optional<FieldError> wrongTarget(Rule rule, Directory directory, String pointer) {
        var desk = directory.desks().get(rule.deskId());
        if (desk == null) {
            return Optional.of(Refusals.noSuch(pointer + "/deskId", "desk", rule.deskId()));
        }
        if (rule.teamId() == null) {
            return directory.teamsOf(desk).isEmpty()
                    ? Optional.of(new FieldError(pointer + "/deskId", "desk-without-team", "The desk has no team."))
                    : Optional.empty();
        }
        Team team = directory.teams().get(rule.teamId());
        if (team == null) {
            return Optional.of(Refusals.noSuch(pointer + "/teamId", "team", rule.teamId()));
        }
        if (!team.deskId().equals(rule.deskId())) {
            return Optional.of(new FieldError(
                    pointer + "/teamId", "other-desk", "The team belongs to desk " + team.deskId() + "."));
        }
        return rule.level() != null && rule.level() != team.level()
                ? Optional.of(
                        new FieldError(pointer + "/level", "other-level", "The team is at level " + team.level() + "."))
                : Optional.empty();
    }
}
