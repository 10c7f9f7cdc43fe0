package dev.traza.contract.ticket;

/**
 * A command that one ticket has for another, as a step of what was asked of the first, or that follows from what was asked
 * concerning a person. It is carried out for nobody else, and in every status: a ticket cannot refuse to hear what has
 * happened already.
 */
public sealed interface BetweenTickets
        permits TicketCommand.MirrorLink,
                TicketCommand.ConfirmLink,
                TicketCommand.RefuseLink,
                TicketCommand.MirrorUnlink,
                TicketCommand.UndoSplit,
                TicketCommand.OfferResolution,
                TicketCommand.WithdrawOffer,
                TicketCommand.NoteChildProgress,
                TicketCommand.AbsorbTicket,
                TicketCommand.FinishMerge,
                TicketCommand.AbandonMerge,
                TicketCommand.RestoreTicket,
                TicketCommand.ChangeAbsorbedTicket,
                TicketCommand.ErasePersonalData {}
