import { Configuration, TicketsApi } from "../../../target/typescript/ticket-command-service";
import { TicketResourceApi, type TicketAnswer } from "../../../target/typescript/ticket-query-service";

/** Opens a ticket and reads it, as a front end does. */
export async function openAndRead(token: string, key: string): Promise<TicketAnswer> {
  const configuration = new Configuration({ basePath: "http://localhost:8081", accessToken: token });
  const opened = await new TicketsApi(configuration).apiV1TicketsPost({
    idempotencyKey: key,
    openTicket: { subject: "No puedo imprimir", description: "La impresora no responde" },
  });
  if (opened.ticketId === undefined) {
    throw new Error("An answer without a ticket");
  }
  return new TicketResourceApi().apiV1TicketsTicketGet({ ticket: opened.ticketId });
}
