package dev.traza.command.ticket.across;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.command.ticket.Decision;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.CatalogReference;
import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.LinkType;
import dev.traza.contract.ticket.Procedure;
import dev.traza.contract.ticket.ProcedureStep;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketCommand.AddComment;
import dev.traza.contract.ticket.TicketCommand.ClassifyTicket;
import dev.traza.contract.ticket.TicketCommand.LinkTicket;
import dev.traza.contract.ticket.TicketCommand.ReopenTicket;
import dev.traza.contract.ticket.TicketCommand.ResolveAsParent;
import dev.traza.contract.ticket.TicketCommand.ResolveTicket;
import dev.traza.contract.ticket.TicketCommand.SplitTicket;
import dev.traza.contract.ticket.TicketEvent.ChildProgressed;
import dev.traza.contract.ticket.TicketEvent.ResolutionOffered;
import dev.traza.contract.ticket.TicketEvent.ResolutionWithdrawn;
import dev.traza.contract.ticket.TicketEvent.SplitUndone;
import dev.traza.contract.ticket.TicketEvent.TicketOpened;
import dev.traza.contract.ticket.Visibility;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FamilyTest {

    private static final ResolveTicket SOLVED = new ResolveTicket(ResolutionCode.FIXED, "new print server");

    private final Tickets tickets = new Tickets();
    private final UUID parent = tickets.open();
    private final UUID child = tickets.open();
    private final AddComment comment = new AddComment(
            Ids.next(), "And the scanner is broken", Visibility.PUBLIC, AuthorKind.REQUESTER, Channel.PORTAL);

    @Test
    void aSplitOffTicketBeginsLikeTheFirstAndAnswers() {
        tickets.ask(parent, comment);
        UUID fresh = Ids.next();

        UUID wish = tickets.ask(parent, new SplitTicket(comment.commentId(), fresh, "Scanner"));
        assertThat(tickets.answers(wish)).isEmpty();
        tickets.settle();

        assertThat(tickets.answers(wish)).singleElement().isInstanceOf(Decision.Accepted.class);
        assertThat(tickets.events(fresh)).singleElement().isInstanceOfSatisfying(TicketOpened.class, opened -> {
            assertThat(opened.splitFrom()).isEqualTo(parent);
            assertThat(opened.subject()).isEqualTo("Scanner");
            assertThat(opened.description()).isEqualTo("And the scanner is broken");
            assertThat(opened.requester().id()).isEqualTo("u-17");
            assertThat(opened.channel()).isEqualTo(Channel.PORTAL);
        });
    }

    @Test
    void whatIsLaidDownForATicketIsNotBegunAgainInOneThatIsSplitOff() {
        CatalogReference item = new CatalogReference("hardware/laptop", 7, null, null);
        ProcedureStep order = ProcedureStep.task("order", "Order it", "purchasing", true, List.of());
        tickets.ask(
                parent, new ClassifyTicket(item.path(), item, null, Map.of(), new Procedure(List.of(order), false)));
        UUID fresh = Ids.next();
        tickets.ask(parent, comment);

        tickets.ask(parent, new SplitTicket(comment.commentId(), fresh, null));
        tickets.settle();

        assertThat(tickets.state(parent).tasks()).hasSize(1);
        assertThat(tickets.events(fresh))
                .singleElement()
                .isInstanceOfSatisfying(TicketOpened.class, opened -> assertThat(opened.catalogItem())
                        .isEqualTo(item));
    }

    @Test
    void aSplitThatCannotBeOpenedIsUndone() {
        tickets.ask(parent, comment);

        UUID wish = tickets.ask(parent, new SplitTicket(comment.commentId(), child, null));
        tickets.settle();

        assertThat(tickets.answers(wish)).singleElement().isInstanceOf(Decision.Refused.class);
        assertThat(tickets.events(parent)).last().isEqualTo(new SplitUndone(child, Status.NEW));
        assertThat(tickets.events(child)).hasSize(1);
    }

    @Test
    void aParentsResolutionIsOfferedToItsChildrenAndTheirsIsToldToIt() {
        link();

        tickets.ask(parent, SOLVED);
        tickets.settle();
        assertThat(tickets.events(child))
                .last()
                .isEqualTo(new ResolutionOffered(
                        parent, tickets.state(parent).number(), ResolutionCode.FIXED, "new print server", Status.NEW));

        tickets.ask(child, new ResolveAsParent());
        tickets.settle();
        assertThat(tickets.state(child).status()).isEqualTo(Status.RESOLVED);
        assertThat(tickets.events(parent))
                .last()
                .isEqualTo(new ChildProgressed(
                        child, tickets.state(child).number(), Status.RESOLVED, 1, 1, Status.RESOLVED));

        tickets.ask(child, new ReopenTicket("still broken"));
        tickets.settle();
        assertThat(tickets.events(parent))
                .last()
                .isEqualTo(
                        new ChildProgressed(child, tickets.state(child).number(), Status.OPEN, 0, 1, Status.RESOLVED));
    }

    @Test
    void aReopenedParentTakesItsOfferBack() {
        link();
        tickets.ask(parent, SOLVED);
        tickets.settle();

        tickets.ask(parent, new ReopenTicket("still broken"));
        tickets.settle();

        assertThat(tickets.events(child)).last().isEqualTo(new ResolutionWithdrawn(parent, Status.NEW));
        assertThat(tickets.answers(tickets.ask(child, new ResolveAsParent())))
                .singleElement()
                .isInstanceOf(Decision.Refused.class);
    }

    @Test
    void aChildThatIsResolvedWhileItIsBeingLinkedIsDoneInItsParentsEyes() {
        tickets.ask(child, new LinkTicket(LinkType.CHILD_OF, parent.toString()));
        tickets.ask(child, SOLVED);
        tickets.settle();

        assertThat(tickets.events(parent))
                .last()
                .isEqualTo(
                        new ChildProgressed(child, tickets.state(child).number(), Status.RESOLVED, 1, 1, Status.NEW));
    }

    private void link() {
        tickets.ask(parent, new LinkTicket(LinkType.PARENT_OF, child.toString()));
        tickets.settle();
    }
}
