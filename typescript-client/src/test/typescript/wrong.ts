import { TicketsApi } from "../../../target/typescript/ticket-command-service";

/** No field is called so, and what is absent is no text: the compiler has to say both. */
export async function mistaken(): Promise<string> {
  await new TicketsApi().apiV1TicketsPost({ openTicket: { subject: "x", description: "y", colour: "red" } });
  const nothing: string | undefined = undefined;
  return nothing;
}
