import { Configuration, TicketsApi } from "../../../target/typescript/ticket-command-service";
import {
  Configuration as QueryConfiguration,
  ListingTicketsApi,
  ReadingTicketsApi,
  type TicketAnswer,
} from "../../../target/typescript/ticket-query-service";

/** Opens a ticket and reads it, as a front end does. */
export async function openAndRead(token: string, key: string): Promise<TicketAnswer> {
  const writing = new TicketsApi(new Configuration({ basePath: "http://localhost:8081", accessToken: token }));
  const opened = await writing.openTicketRaw({
    idempotencyKey: key,
    openTicket: { subject: "No puedo imprimir", description: "La impresora no responde" },
  });
  if (opened.raw.status === 202) {
    throw new Error("Taken, and not decided yet: ask for the command at Location");
  }
  const { ticketId } = await opened.value();
  const reading = new ReadingTicketsApi(new QueryConfiguration({ basePath: "http://localhost:8082", accessToken: token }));
  return reading.getTicket({ ticket: ticketId, consistencyToken: opened.raw.headers.get("Consistency-Token") ?? undefined });
}

/** What an answer always has can be used as it is, and what it may lack has to be looked at first. */
export async function mostUrgent(listing: ListingTicketsApi): Promise<string[]> {
  const page = await listing.listTickets({ status: ["OPEN"], sort: "-priority" });
  return page.items.map((ticket) => `${ticket.number.padEnd(8)}${ticket.requester.id} ${ticket.assignee?.trim() ?? "-"}`);
}
