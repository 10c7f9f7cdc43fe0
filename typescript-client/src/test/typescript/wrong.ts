import { TicketsApi } from "../../../target/typescript/ticket-command-service";
import type { TicketAnswer } from "../../../target/typescript/ticket-query-service";

/** No field is called so, and what may be absent is no text: the compiler has to say both. */
export async function mistaken(ticket: TicketAnswer): Promise<string> {
  await new TicketsApi().openTicket({ openTicket: { subject: "x", description: "y", colour: "red" } });
  return ticket.assignee;
}
