package dev.traza.query.api.export;

import com.fasterxml.jackson.databind.ObjectWriter;
import dev.traza.query.api.ticket.TicketAnswer;
import java.io.IOException;
import java.io.OutputStream;

/** A ticket a line, each as a list has it. */
record NdjsonRows(ObjectWriter json) implements RowFormat {

    @Override
    public Rows begin(OutputStream out) {
        return new Rows() {
            @Override
            public void write(TicketAnswer ticket) throws IOException {
                out.write(json.writeValueAsBytes(ticket));
                out.write('\n');
            }

            @Override
            public void flush() throws IOException {
                out.flush();
            }

            @Override
            public void close() throws IOException {
                out.flush();
            }
        };
    }
}
