package dev.traza.notification.template;

import dev.traza.contract.routing.DirectoryEntry;
import dev.traza.notification.ledger.Addressee;
import dev.traza.notification.ledger.Letter;
import dev.traza.notification.ledger.OneLine;
import dev.traza.notification.rule.Notice;
import dev.traza.notification.ticket.Directory;
import dev.traza.notification.ticket.TicketContext;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.Variant;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes letters with Qute: one layout, whose HTML form escapes every value, and the words of each language. */
@Singleton
public class QuteLetterWriter implements LetterWriter {

    private static final Locale FALLBACK = Locale.ENGLISH;
    private static final Locale SPANISH = Locale.of("es");

    private final LetterConfig config;
    private final Directory directory;

    @Inject
    QuteLetterWriter(LetterConfig config, Directory directory) {
        this.config = config;
        this.directory = directory;
    }

    @Override
    public Letter write(Notice notice, TicketContext ticket, Addressee to) {
        Locale locale = localeOf(to.language());
        Words words = locale.equals(SPANISH)
                ? MessageBundles.get(Words.class, Localized.Literal.of("es"))
                : MessageBundles.get(Words.class);
        Text text = textOf(notice, ticket, words, locale);
        Sheet sheet = new Sheet(
                locale.toLanguageTag(),
                text.title(),
                Optional.ofNullable(to.name())
                        .map(OneLine::of)
                        .filter(name -> !name.isEmpty())
                        .map(words::greeting)
                        .orElseGet(words::greetingWithoutName),
                text.lead(),
                text.quoteLabel(),
                cut(text.quote()),
                withFiles(text.facts(), notice.files(), words),
                ticket.number(),
                OneLine.of(ticket.subject()),
                config.portalUrl().replaceAll("/+$", "") + "/tickets/"
                        + URLEncoder.encode(ticket.number(), StandardCharsets.UTF_8),
                words.open(ticket.number()),
                footer(text, ticket, to, words));
        return new Letter(
                locale.toLanguageTag(),
                OneLine.of("[" + ticket.number() + "] " + text.subject()),
                Templates.letter(sheet)
                        .setVariant(Variant.forContentType(Variant.TEXT_PLAIN))
                        .render(),
                Templates.letter(sheet)
                        .setVariant(Variant.forContentType(Variant.TEXT_HTML))
                        .render());
    }

    private static List<Sheet.Fact> withFiles(List<Sheet.Fact> facts, List<String> files, Words words) {
        List<Sheet.Fact> all = new ArrayList<>(facts);
        files.stream()
                .map(name -> new Sheet.Fact(words.file(), OneLine.of(name)))
                .forEach(all::add);
        return all;
    }

    private static String footer(Text text, TicketContext ticket, Addressee to, Words words) {
        if (text.forStaff()) {
            return words.footerForStaff();
        }
        return to.personId().equals(ticket.requester().id())
                ? words.footerForRequester()
                : words.footerForParticipant();
    }

    private Text textOf(Notice notice, TicketContext ticket, Words words, Locale locale) {
        String subject = OneLine.of(ticket.subject());
        return switch (notice) {
            case Notice.Received received ->
                Text.toRequester(subject, words.receivedTitle())
                        .leading(words.receivedLead(ticket.number()))
                        .quoting(words.youWrote(), received.description());
            case Notice.Replied replied -> {
                String author = directory
                        .agent(replied.authorId())
                        .map(DirectoryEntry.Agent::name)
                        .map(OneLine::of)
                        .orElseGet(words::support);
                yield Text.toRequester(subject, words.repliedTitle(author))
                        .quoting(words.wrote(author), replied.body());
            }
            case Notice.Said said -> {
                String author = shownName(said.name(), words);
                yield Text.toRequester(subject, words.saidTitle(author)).quoting(words.wrote(author), said.body());
            }
            case Notice.RequesterCommented commented -> {
                String participant = commented.participant();
                String requester = participant == null ? requesterName(ticket, words) : shownName(participant, words);
                yield Text.toStaff(words.commentedSubject(subject), words.commentedTitle(requester, ticket.number()))
                        .quoting(words.wrote(requester), commented.body());
            }
            case Notice.Assigned assigned ->
                Text.toStaff(words.assignedSubject(subject), words.assignedTitle(ticket.number()))
                        .leading(assigned.explanation())
                        .stating(List.of(
                                new Sheet.Fact(words.requester(), requesterName(ticket, words)),
                                new Sheet.Fact(words.priorityLabel(), words.priority(ticket.priority())),
                                new Sheet.Fact(words.team(), teamName(assigned.teamId()))));
            case Notice.SlaNearing nearing -> {
                Instant due = nearing.dueAt();
                List<Sheet.Fact> facts = new ArrayList<>();
                if (due != null) {
                    facts.add(new Sheet.Fact(words.due(), shown(due, locale)));
                }
                facts.addAll(standing(ticket, words));
                yield Text.toStaff(
                                words.nearingSubject(nearing.thresholdPercent(), subject),
                                words.nearingTitle(nearing.thresholdPercent(), words.metric(nearing.metric())))
                        .stating(facts);
            }
            case Notice.SlaMissed missed -> {
                Duration target = Duration.ofSeconds(missed.targetSeconds());
                List<Sheet.Fact> facts = new ArrayList<>();
                facts.add(new Sheet.Fact(words.target(), words.workingTime(target.toHours(), target.toMinutesPart())));
                facts.addAll(standing(ticket, words));
                yield Text.toStaff(words.missedSubject(subject), words.missedTitle(words.metric(missed.metric())))
                        .stating(facts);
            }
            case Notice.Resolved resolved ->
                Text.toRequester(subject, words.resolvedTitle())
                        .leading(words.resolvedLead())
                        .quoting(words.solution(), resolved.text());
            case Notice.Merged merged ->
                merged.forStaff()
                        ? Text.toStaff(subject, words.mergedTitle(ticket.number(), merged.intoNumber()))
                        : Text.toRequester(subject, words.goesOnTitle(merged.intoNumber()))
                                .leading(words.goesOnLead(merged.intoNumber()));
            case Notice.Unmerged unmerged ->
                unmerged.forStaff()
                        ? Text.toStaff(subject, words.unmergedTitle(ticket.number(), unmerged.fromNumber()))
                        : Text.toRequester(subject, words.separateTitle()).leading(words.separateLead(ticket.number()));
            case Notice.Absorbed absorbed ->
                Text.toStaff(subject, words.absorbedTitle(absorbed.sourceNumber(), ticket.number()));
            case Notice.ChildrenDone done ->
                Text.toStaff(
                                words.childrenDoneSubject(subject),
                                words.childrenDoneTitle(done.children(), ticket.number()))
                        .leading(words.childrenDoneLead())
                        .stating(standing(ticket, words));
            case Notice.ResolutionOffered offered ->
                Text.toStaff(
                                words.resolutionOfferedSubject(subject),
                                words.resolutionOfferedTitle(offered.parentNumber(), ticket.number()))
                        .leading(words.resolutionOfferedLead(ticket.number()))
                        .quoting(words.solution(), offered.text());
            case Notice.Reopened reopened ->
                Text.toStaff(words.reopenedSubject(subject), words.reopenedTitle(ticket.number()))
                        .quoting(words.reason(), reopened.reason());
            case Notice.ApprovalAsked asked -> {
                Instant expiresAt = asked.expiresAt();
                List<Sheet.Fact> facts = new ArrayList<>();
                facts.add(new Sheet.Fact(words.requester(), requesterName(ticket, words)));
                if (expiresAt != null) {
                    facts.add(new Sheet.Fact(words.decideBefore(), shown(expiresAt, locale)));
                }
                yield Text.toStaff(words.approvalAskedSubject(subject), words.approvalAskedTitle(ticket.number()))
                        .leading(words.approvalAskedLead())
                        .quoting(words.toBeApproved(), asked.question())
                        .stating(facts);
            }
            case Notice.ApprovalEnded ended ->
                Text.toStaff(
                                words.approvalEndedSubject(ended.result(), subject),
                                words.approvalEndedTitle(ended.result(), ticket.number()))
                        .quoting(words.toBeApproved(), ended.question());
            case Notice.RequestDecided decided ->
                Text.toRequester(subject, words.requestDecidedTitle(decided.result()));
            case Notice.ProcedureStopped stopped -> {
                String reason = stopped.reason();
                Text text = Text.toStaff(subject, words.procedureStoppedTitle(ticket.number()))
                        .leading(words.procedureStoppedLead());
                yield reason == null ? text : text.quoting(words.reason(), reason);
            }
        };
    }

    private List<Sheet.Fact> standing(TicketContext ticket, Words words) {
        List<Sheet.Fact> facts = new ArrayList<>();
        facts.add(new Sheet.Fact(words.priorityLabel(), words.priority(ticket.priority())));
        String teamId = ticket.teamId();
        if (teamId != null) {
            facts.add(new Sheet.Fact(words.team(), teamName(teamId)));
        }
        String assigneeId = ticket.assigneeId();
        if (assigneeId != null) {
            facts.add(new Sheet.Fact(
                    words.assignee(),
                    directory
                            .agent(assigneeId)
                            .map(DirectoryEntry.Agent::name)
                            .map(OneLine::of)
                            .orElse(assigneeId)));
        }
        return facts;
    }

    private String teamName(String teamId) {
        return OneLine.of(directory.team(teamId).map(DirectoryEntry.Team::name).orElse(teamId));
    }

    private static String requesterName(TicketContext ticket, Words words) {
        return shownName(ticket.requester().name(), words);
    }

    private static String shownName(@Nullable String personsName, Words words) {
        return Optional.ofNullable(personsName)
                .map(OneLine::of)
                .filter(name -> !name.isEmpty())
                .orElseGet(words::theRequester);
    }

    private String shown(Instant time, Locale locale) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                        .withLocale(locale)
                        .withZone(config.zone())
                        .format(time)
                + " (" + config.zone() + ")";
    }

    private String cut(String quote) {
        String whole = quote.strip();
        if (whole.length() <= config.longestQuote()) {
            return whole;
        }
        int end = config.longestQuote() - 1;
        return whole.substring(0, Character.isHighSurrogate(whole.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    private static Locale localeOf(@Nullable String tag) {
        return tag != null && Locale.forLanguageTag(tag).getLanguage().equals(SPANISH.getLanguage())
                ? SPANISH
                : FALLBACK;
    }

    /** What a notice says, before it is set. */
    private record Text(
            boolean forStaff,
            String subject,
            String title,
            List<String> lead,
            String quoteLabel,
            String quote,
            List<Sheet.Fact> facts) {

        static Text toRequester(String subject, String title) {
            return new Text(false, subject, title, List.of(), "", "", List.of());
        }

        static Text toStaff(String subject, String title) {
            return new Text(true, subject, title, List.of(), "", "", List.of());
        }

        Text leading(@Nullable String newLead) {
            return new Text(
                    forStaff,
                    subject,
                    title,
                    newLead == null || newLead.isBlank() ? List.of() : List.of(newLead),
                    quoteLabel,
                    quote,
                    facts);
        }

        Text quoting(String newLabel, String newQuote) {
            return new Text(forStaff, subject, title, lead, newLabel, newQuote, facts);
        }

        Text stating(List<Sheet.Fact> newFacts) {
            return new Text(forStaff, subject, title, lead, quoteLabel, quote, newFacts);
        }
    }

    /** Checked at build time against {@link Sheet}: a misspelt field does not compile. */
    @CheckedTemplate(basePath = "letters")
    static final class Templates {

        private Templates() {}

        static native TemplateInstance letter(Sheet sheet);
    }
}
