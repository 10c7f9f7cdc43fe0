package dev.traza.command.ticket;

import static dev.traza.command.ticket.Scenario.ANA;
import static dev.traza.command.ticket.Scenario.LUCIA;
import static dev.traza.command.ticket.Scenario.PEDRO;
import static dev.traza.command.ticket.Scenario.in;
import static dev.traza.command.ticket.Scenario.note;
import static dev.traza.command.ticket.Scenario.openTicket;
import static dev.traza.command.ticket.Scenario.reply;
import static dev.traza.command.ticket.Scenario.requesterSays;
import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.contract.envelope.RejectionCode;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.CatalogReference;
import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.Classification;
import dev.traza.contract.ticket.Participant;
import dev.traza.contract.ticket.ResumeReason;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketCommand;
import dev.traza.contract.ticket.TicketCommand.AddComment;
import dev.traza.contract.ticket.TicketCommand.AddParticipant;
import dev.traza.contract.ticket.TicketCommand.ClassifyTicket;
import dev.traza.contract.ticket.TicketCommand.CloseTicket;
import dev.traza.contract.ticket.TicketCommand.LinkAsset;
import dev.traza.contract.ticket.TicketCommand.RateTicket;
import dev.traza.contract.ticket.TicketCommand.RemoveParticipant;
import dev.traza.contract.ticket.TicketCommand.ReopenTicket;
import dev.traza.contract.ticket.TicketCommand.ReviseTicket;
import dev.traza.contract.ticket.TicketCommand.TagTicket;
import dev.traza.contract.ticket.TicketCommand.UnlinkAsset;
import dev.traza.contract.ticket.TicketCommand.UntagTicket;
import dev.traza.contract.ticket.TicketCommand.UnwatchTicket;
import dev.traza.contract.ticket.TicketCommand.WatchTicket;
import dev.traza.contract.ticket.TicketEvent.AssetLinked;
import dev.traza.contract.ticket.TicketEvent.AssetUnlinked;
import dev.traza.contract.ticket.TicketEvent.CommentAdded;
import dev.traza.contract.ticket.TicketEvent.ParticipantAdded;
import dev.traza.contract.ticket.TicketEvent.ParticipantRemoved;
import dev.traza.contract.ticket.TicketEvent.Revision;
import dev.traza.contract.ticket.TicketEvent.TicketClassified;
import dev.traza.contract.ticket.TicketEvent.TicketResumed;
import dev.traza.contract.ticket.TicketEvent.TicketRevised;
import dev.traza.contract.ticket.TicketEvent.TicketTagged;
import dev.traza.contract.ticket.TicketEvent.TicketUntagged;
import dev.traza.contract.ticket.TicketEvent.TicketUnwatched;
import dev.traza.contract.ticket.TicketEvent.TicketWatched;
import dev.traza.contract.ticket.TicketType;
import dev.traza.contract.ticket.Visibility;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContentDeciderTest {

    private static final Participant PEDRO_TAKING_PART = new Participant("u-18", "Pedro", null, null);
    private static final String SUBJECT = openTicket().state().content().subject();

    @Nested
    class Revising {

        @Test
        void onlyWhatChangesIsWrittenWithWhatItWas() {
            openTicket()
                    .when(new ReviseTicket("The plotter does not plot", null), ANA)
                    .then(new TicketRevised(new Revision(SUBJECT, "The plotter does not plot"), null, Status.OPEN));
        }

        @Test
        void theNextRevisionStartsFromTheLast() {
            openTicket()
                    .after(new ReviseTicket("a", "b"), ANA)
                    .when(new ReviseTicket("a", "c"), ANA)
                    .then(new TicketRevised(null, new Revision("b", "c"), Status.OPEN));
        }

        @Test
        void aRevisionThatChangesNothingWritesNothing() {
            openTicket().when(new ReviseTicket(SUBJECT, null), ANA).thenNothingHappens();
            openTicket().when(new ReviseTicket(null, null), ANA).thenNothingHappens();
        }

        @Test
        void aTicketKeepsASubject() {
            openTicket().when(new ReviseTicket(" ", null), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
        }
    }

    @Nested
    class Classifying {

        private static final CatalogReference KEYBOARDS = new CatalogReference("hardware/keyboard", 2, "it", null);
        private static final ClassifyTicket AS_KEYBOARD =
                new ClassifyTicket("hardware/keyboard", KEYBOARDS, TicketType.SERVICE_REQUEST, Map.of("layout", "es"));

        @ParameterizedTest
        @EnumSource(
                names = {"RESOLVED", "CLOSED"},
                mode = EnumSource.Mode.EXCLUDE)
        void whatItWasAndWhatItIsAreWritten(Status status) {
            in(status)
                    .when(AS_KEYBOARD, ANA)
                    .then(new TicketClassified(
                            in(status).state().classification(),
                            new Classification(
                                    "hardware/keyboard", KEYBOARDS, TicketType.SERVICE_REQUEST, Map.of("layout", "es")),
                            status));
        }

        @ParameterizedTest
        @EnumSource(names = {"RESOLVED", "CLOSED"})
        void aTicketThatIsDoneStaysWhatItWas(Status status) {
            in(status)
                    .when(AS_KEYBOARD, ANA)
                    .thenRefused(
                            status == Status.CLOSED
                                    ? RejectionCode.TICKET_CLOSED
                                    : RejectionCode.TRANSITION_NOT_ALLOWED);
        }

        @Test
        void theSameAgainWritesNothing() {
            openTicket().after(AS_KEYBOARD, ANA).when(AS_KEYBOARD, ANA).thenNothingHappens();
        }

        @Test
        void withoutATypeItStays() {
            assertThat(openTicket()
                            .after(AS_KEYBOARD, ANA)
                            .after(new ClassifyTicket(null, null, null, Map.of()), ANA)
                            .state()
                            .classification())
                    .isEqualTo(new Classification(null, null, TicketType.SERVICE_REQUEST, Map.of()));
        }

        @Test
        void theItemIsTheOneOfTheCategory() {
            openTicket()
                    .when(new ClassifyTicket("hardware/printer", KEYBOARDS, null, Map.of()), ANA)
                    .thenRefused(RejectionCode.RULE_VIOLATED);
        }

        @Test
        void fiftyCustomFieldsAreEnough() {
            Map<String, String> tooMany =
                    IntStream.rangeClosed(0, 50).boxed().collect(Collectors.toMap(n -> "f" + n, n -> "v"));

            openTicket()
                    .when(new ClassifyTicket(null, null, null, tooMany), ANA)
                    .thenRefused(RejectionCode.RULE_VIOLATED);
        }

        @Test
        void requestersDoNotClassify() {
            openTicket().when(AS_KEYBOARD, LUCIA).thenRefused(RejectionCode.NOT_PERMITTED);
        }
    }

    @Nested
    class Tagging {

        @ParameterizedTest
        @EnumSource(names = "CLOSED", mode = EnumSource.Mode.EXCLUDE)
        void newTagsAreWrittenInTheirOrderAndOnce(Status status) {
            in(status)
                    .after(new TagTicket(List.of("toner")), ANA)
                    .when(new TagTicket(List.of("urgent", "toner", "urgent", "floor-3")), ANA)
                    .then(new TicketTagged(List.of("urgent", "floor-3"), status));
        }

        @Test
        void whatIsTaggedAlreadyIsNotWrittenAgain() {
            openTicket()
                    .after(new TagTicket(List.of("toner")), ANA)
                    .when(new TagTicket(List.of("toner")), ANA)
                    .thenNothingHappens();
        }

        @Test
        void twentyTagsAreEnough() {
            int room = 20 - openTicket().state().content().tags().size();
            List<String> twenty =
                    IntStream.range(0, room).mapToObj(n -> "t" + n).toList();

            openTicket()
                    .after(new TagTicket(twenty), ANA)
                    .when(new TagTicket(List.of("one-more")), ANA)
                    .thenRefused(RejectionCode.RULE_VIOLATED);
        }

        @Test
        void aTagIsATextThatSaysSomething() {
            openTicket().when(new TagTicket(List.of(" ")), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
        }

        @Test
        void onlyTagsThatAreThereAreTakenAway() {
            Scenario tagged = openTicket().after(new TagTicket(List.of("toner")), ANA);

            tagged.when(new UntagTicket(List.of("toner", "nonsense")), ANA)
                    .then(new TicketUntagged(List.of("toner"), Status.OPEN));
            tagged.when(new UntagTicket(List.of("nonsense")), ANA).thenNothingHappens();
        }

        @Test
        void aTagThatWasTakenAwayCanComeBack() {
            openTicket()
                    .after(new TagTicket(List.of("toner")), ANA)
                    .after(new UntagTicket(List.of("toner")), ANA)
                    .when(new TagTicket(List.of("toner")), ANA)
                    .then(new TicketTagged(List.of("toner"), Status.OPEN));
        }
    }

    @Nested
    class Watching {

        @Test
        void aColleagueFollowsOnce() {
            Scenario watched = openTicket().after(new WatchTicket("ben"), ANA);

            openTicket().when(new WatchTicket("ben"), ANA).then(new TicketWatched("ben", Status.OPEN));
            watched.when(new WatchTicket("ben"), ANA).thenNothingHappens();
            watched.when(new UnwatchTicket("ben"), ANA).then(new TicketUnwatched("ben", Status.OPEN));
            openTicket().when(new UnwatchTicket("ben"), ANA).thenNothingHappens();
        }

        @Test
        void somebodyHasToBeNamed() {
            openTicket().when(new WatchTicket(""), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
        }

        @Test
        void fiftyFollowersAreEnough() {
            Scenario crowded = openTicket();
            IntStream.range(0, 50).forEach(n -> crowded.after(new WatchTicket("w" + n), ANA));

            crowded.when(new WatchTicket("one-more"), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
            assertThat(crowded.state().content().watchers()).hasSize(50);
        }
    }

    @Nested
    class TakingPart {

        private static final Participant MARTA = new Participant("u-31", "Marta Gil", "marta@example.org", "es");

        @ParameterizedTest
        @EnumSource(names = "CLOSED", mode = EnumSource.Mode.EXCLUDE)
        void aPersonTakesPartOnce(Status status) {
            Scenario together = in(status).after(new AddParticipant(MARTA), ANA);

            in(status).when(new AddParticipant(MARTA), ANA).then(new ParticipantAdded(MARTA, status));
            together.when(new AddParticipant(MARTA), ANA).thenNothingHappens();
            together.when(new RemoveParticipant("u-31"), ANA).then(new ParticipantRemoved("u-31", status));
            in(status).when(new RemoveParticipant("u-31"), ANA).thenNothingHappens();
        }

        @Test
        void aClosedTicketIsJoinedByNobody() {
            in(Status.CLOSED).when(new AddParticipant(MARTA), ANA).thenRefused(RejectionCode.TICKET_CLOSED);
        }

        @Test
        void anAddressIsCorrected() {
            Participant corrected = new Participant("u-31", "Marta Gil", "gil@example.org", "es");

            openTicket()
                    .after(new AddParticipant(MARTA), ANA)
                    .when(new AddParticipant(corrected), ANA)
                    .then(new ParticipantAdded(corrected, Status.OPEN));
        }

        @Test
        void theRequesterTakesPartAnyway() {
            openTicket()
                    .when(new AddParticipant(new Participant("u-17", null, null, null)), ANA)
                    .thenRefused(RejectionCode.RULE_VIOLATED);
        }

        @Test
        void somebodyHasToBeNamed() {
            openTicket()
                    .when(new AddParticipant(new Participant(" ", null, null, null)), ANA)
                    .thenRefused(RejectionCode.RULE_VIOLATED);
        }

        @Test
        void fiftyAreEnoughAndStillCorrected() {
            Scenario crowded = openTicket();
            IntStream.range(0, 50)
                    .forEach(n -> crowded.after(new AddParticipant(new Participant("p" + n, null, null, null)), ANA));

            crowded.when(new AddParticipant(MARTA), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
            crowded.when(new AddParticipant(new Participant("p7", "Pia", null, null)), ANA)
                    .thenOneEvent();
        }

        @Test
        void aParticipantWritesInTheirOwnNameAndWakesTheTicketAsItsRequesterWould() {
            AddComment said = requesterSays("Me pasa también");

            in(Status.PENDING)
                    .after(new AddParticipant(PEDRO_TAKING_PART), ANA)
                    .when(said, PEDRO)
                    .then(
                            new CommentAdded(
                                    said.commentId(),
                                    "Me pasa también",
                                    Visibility.PUBLIC,
                                    AuthorKind.REQUESTER,
                                    "u-18",
                                    Channel.PORTAL,
                                    Status.PENDING),
                            new TicketResumed(ResumeReason.REQUESTER_REPLIED, Status.OPEN));
        }

        @Test
        void whatSupportTypesInAreTheRequestersWordsAlsoWhenSupportTakesPart() {
            assertThat(openTicket()
                            .after(new AddParticipant(new Participant("ana", null, null, null)), ANA)
                            .when(requesterSays("por teléfono"), ANA)
                            .thenOneEvent())
                    .isInstanceOfSatisfying(CommentAdded.class, comment -> assertThat(comment.authorId())
                            .isEqualTo("u-17"));
        }

        @Test
        void aParticipantDoesNothingElse() {
            Scenario together = openTicket().after(new AddParticipant(PEDRO_TAKING_PART), ANA);

            for (TicketCommand other : List.of(
                    note("entre nosotros"),
                    reply("como agente"),
                    new ReopenTicket("again"),
                    new CloseTicket(null, null),
                    new RateTicket(1, null),
                    new AddParticipant(MARTA),
                    new RemoveParticipant("u-18"),
                    new ReviseTicket("mine", null))) {
                together.when(other, PEDRO).thenRefused(RejectionCode.NOT_PERMITTED);
            }
        }

        @Test
        void whoTakesPartNoMoreKnowsNothingOfTheTicket() {
            openTicket()
                    .after(new AddParticipant(PEDRO_TAKING_PART), ANA)
                    .after(new RemoveParticipant("u-18"), ANA)
                    .when(requesterSays("hola"), PEDRO)
                    .thenRefused(RejectionCode.TICKET_NOT_FOUND);
        }

        @Test
        void theRequesterAddsNobody() {
            openTicket().when(new AddParticipant(MARTA), LUCIA).thenRefused(RejectionCode.NOT_PERMITTED);
        }
    }

    @Nested
    class Linking {

        @Test
        void anAssetIsLinkedOnce() {
            Scenario linked = openTicket().after(new LinkAsset("IMP-0031", "printer"), ANA);

            openTicket()
                    .when(new LinkAsset("IMP-0031", "printer"), ANA)
                    .then(new AssetLinked("IMP-0031", "printer", Status.OPEN));
            linked.when(new LinkAsset("IMP-0031", null), ANA).thenNothingHappens();
            linked.when(new UnlinkAsset("IMP-0031"), ANA).then(new AssetUnlinked("IMP-0031", Status.OPEN));
            openTicket().when(new UnlinkAsset("IMP-0031"), ANA).thenNothingHappens();
        }

        @Test
        void anAssetIsNamed() {
            openTicket().when(new LinkAsset(" ", null), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
        }

        @Test
        void fiftyAssetsAreEnough() {
            Scenario crowded = openTicket();
            IntStream.range(0, 50).forEach(n -> crowded.after(new LinkAsset("a" + n, null), ANA));

            crowded.when(new LinkAsset("one-more", null), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
        }
    }
}
