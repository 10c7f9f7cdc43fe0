package dev.traza.query.api.export;

import dev.traza.query.api.ticket.TicketAnswer;
import java.io.IOException;
import java.io.OutputStream;

/** In which form tickets are written one after the other. */
interface RowFormat {

    /** Begins to write. */
    Rows begin(OutputStream out) throws IOException;

    /** Writes each ticket as it comes. */
    interface Rows extends AutoCloseable {

        void write(TicketAnswer ticket) throws IOException;

        void flush() throws IOException;

        /** Writes what is left. */
        @Override
        void close() throws IOException;
    }
}
