package dev.traza.contract.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.traza.contract.ContractJson;
import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.envelope.MessageCatalogue;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.envelope.WireRecord;
import dev.traza.contract.personal.Personal;
import dev.traza.contract.personal.Scope;
import dev.traza.contract.ticket.Attachment;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.Participant;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.TicketEvent.CommentAdded;
import dev.traza.contract.ticket.TicketEvent.ParticipantAdded;
import dev.traza.contract.ticket.TicketEvent.PersonalDataErased;
import dev.traza.contract.ticket.TicketEvent.TicketClosed;
import dev.traza.contract.ticket.Visibility;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SealingTest {

    private static final UUID TICKET = UUID.fromString("01a1fe6a-22b8-7c31-9d0e-5b7f3a1c2e4d");
    private static final UUID COMMENT = UUID.fromString("01a1fe6c-0d40-7e55-b1aa-6f0e9d8c7b21");
    private static final Instant NOW = Instant.parse("2026-11-20T14:16:11.342Z");

    private final Map<Scope, TextKey> made = new HashMap<>();
    private final KeyRing ring = scope -> made.computeIfAbsent(scope, _ -> TextKey.generate());

    @ParameterizedTest
    @MethodSource("dev.traza.contract.Samples#allTicketEvents")
    void whoHasTheKeysReadsWhatWasWritten(TicketEvent event) throws UnreadableRecordException {
        WireRecord written = EventRecords.TICKET.write(envelope(event), ring);

        assertThat(EventRecords.TICKET.read(written, keys()).event()).isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("dev.traza.contract.Samples#allTicketEvents")
    void whoHasNoKeysReadsTheRestAndNoText(TicketEvent event) throws UnreadableRecordException {
        WireRecord written = EventRecords.TICKET.write(envelope(event), ring);
        TicketEvent read = EventRecords.TICKET.read(written).event();

        assertThat(read.status()).isEqualTo(event.status());
        String json = new String(written.value(), StandardCharsets.UTF_8);
        assertThat(Texts.of(event)).allSatisfy(text -> assertThat(json).doesNotContain("\"" + text + "\""));
        assertThat(EventRecords.keysOf(written)).isEqualTo(keyIds());
    }

    @ParameterizedTest
    @MethodSource("dev.traza.contract.Samples#allTicketEvents")
    void whatIsErasedFromAnEventIsWhatIsReadWithoutItsKeys(TicketEvent event) throws UnreadableRecordException {
        WireRecord written = EventRecords.TICKET.write(envelope(event), ring);

        TicketEvent read = EventRecords.TICKET.read(written, TextKeys.none()).event();

        assertThat(MessageCatalogue.erased(event, scope -> true)).isEqualTo(read);
        assertThat(MessageCatalogue.erased(event, scope -> false)).isEqualTo(event);
    }

    @Test
    void aCommentHasAKeyOfItsOwn() throws UnreadableRecordException {
        CommentAdded said = said("my password is 1234");
        WireRecord written = EventRecords.TICKET.write(envelope(said), ring);
        WireRecord closing = EventRecords.TICKET.write(
                envelope(new TicketClosed(ResolutionCode.FIXED, "done", Status.CLOSED)), ring);

        made.remove(new Scope.OfComment(COMMENT));

        CommentAdded read =
                (CommentAdded) EventRecords.TICKET.read(written, keys()).event();
        assertThat(read.body()).isEqualTo(Personal.ERASED);
        assertThat(read.attached()).extracting(Attachment::name).containsExactly(Personal.ERASED);
        assertThat(read.authorId()).isEqualTo("lucia");
        assertThat(((TicketClosed) EventRecords.TICKET.read(closing, keys()).event()).reason())
                .isEqualTo("done");
    }

    @Test
    void aParticipantHasAKeyOfTheirOwnAndIsWithoutNameAfterIt() throws UnreadableRecordException {
        WireRecord written = EventRecords.TICKET.write(
                envelope(new ParticipantAdded(
                        new Participant("pablo", "Pablo", "pablo@example.org", "es"), Status.OPEN)),
                ring);
        assertThat(made.keySet()).containsExactly(new Scope.OfPerson("pablo"));

        assertThat(EventRecords.TICKET.read(written, TextKeys.none()).event())
                .isEqualTo(new ParticipantAdded(new Participant("pablo", null, null, "es"), Status.OPEN));
    }

    @Test
    void aTextThatLooksSealedIsATextLikeAnyOther() throws UnreadableRecordException {
        CommentAdded said = said("sealed:" + UUID.randomUUID() + ":AAAA");
        WireRecord sealed = EventRecords.TICKET.write(envelope(said), ring);
        WireRecord inTheClear = EventRecords.TICKET.write(envelope(said));

        assertThat(EventRecords.TICKET.read(sealed, keys()).event()).isEqualTo(said);
        assertThat(EventRecords.TICKET.read(inTheClear, keys()).event()).isEqualTo(said);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "sealed:", "sealed:nonsense:AAAA", "hello", "sealed:%s:", "sealed:%s:!", "sealed:%s:AAAA"})
    void whatIsNoSealedTextWhereOneHasToBeIsUnreadable(String text) throws Exception {
        WireRecord written = EventRecords.TICKET.write(envelope(said("hello")), ring);
        UUID key = ring.keyFor(new Scope.OfComment(COMMENT)).id();
        String json = new String(written.value(), StandardCharsets.UTF_8);
        String body = ContractJson.mapper().readTree(json).get("body").textValue();
        byte[] forged = json.replace(body, text.formatted(key)).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() ->
                        EventRecords.TICKET.read(new WireRecord(written.key(), written.headers(), forged), keys()))
                .isInstanceOf(UnreadableRecordException.class);
    }

    @Test
    void theSameTextIsNeverSealedAlike() {
        WireRecord one = EventRecords.TICKET.write(envelope(said("hello")), ring);
        WireRecord other = EventRecords.TICKET.write(envelope(said("hello")), ring);

        assertThat(Arrays.equals(one.value(), other.value())).isFalse();
    }

    @Test
    void erasingAPersonElsewhereLeavesTheOthersTexts() {
        PersonalDataErased erased = new PersonalDataErased("pablo", false, List.of(COMMENT), Status.OPEN);

        assertThat(List.<Scope>of(
                        new Scope.OfTicket(),
                        new Scope.OfComment(COMMENT),
                        new Scope.OfComment(TICKET),
                        new Scope.OfPerson("pablo"),
                        new Scope.OfPerson("marta")))
                .filteredOn((Predicate<Scope>) erased::erases)
                .containsExactly(new Scope.OfComment(COMMENT), new Scope.OfPerson("pablo"));
    }

    private Set<UUID> keyIds() {
        return Set.copyOf(made.values().stream().map(TextKey::id).toList());
    }

    private TextKeys keys() {
        Map<UUID, TextKey> byId = new HashMap<>();
        made.values().forEach(key -> byId.put(key.id(), TextKey.of(key.id(), key.secret())));
        return keyId -> Optional.ofNullable(byId.get(keyId));
    }

    private static CommentAdded said(String body) {
        return new CommentAdded(
                COMMENT,
                body,
                Visibility.PUBLIC,
                AuthorKind.REQUESTER,
                "lucia",
                Channel.PORTAL,
                List.of(new Attachment(TICKET, "0".repeat(64), "password.png", "image/png", 7)),
                Status.OPEN);
    }

    private static EventEnvelope<TicketEvent> envelope(TicketEvent event) {
        return new EventEnvelope<>(
                UUID.randomUUID(),
                TICKET,
                3,
                Actor.service("test"),
                NOW,
                NOW,
                UUID.randomUUID(),
                UUID.randomUUID(),
                null,
                event);
    }

    /** The personal texts of a message, found by reflection over its components. */
    private static final class Texts {

        static List<String> of(Object message) {
            return Arrays.stream(message.getClass().getRecordComponents())
                    .flatMap(component -> in(component, value(component, message)))
                    .toList();
        }

        private static Stream<String> in(RecordComponent component, Object value) {
            boolean personal = component.isAnnotationPresent(Personal.class);
            return switch (value) {
                case null -> Stream.empty();
                case String text -> personal ? Stream.of(text) : Stream.empty();
                case Map<?, ?> map -> personal ? map.values().stream().map(String::valueOf) : Stream.empty();
                case List<?> list ->
                    list.stream().filter(Record.class::isInstance).flatMap(each -> of(each).stream());
                case Record record -> of(record).stream();
                default -> Stream.empty();
            };
        }

        private static Object value(RecordComponent component, Object message) {
            try {
                return component.getAccessor().invoke(message);
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }
    }
}
