package dev.traza.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.traza.stack.Part;
import dev.traza.stack.process.PartProcess;
import dev.traza.system.history.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Read models are disposable: what is lost is made again from the log. */
@OnTraza
@Order(9)
class RebuildTest {

    private final Traza traza;

    RebuildTest(Traza traza) {
        this.traza = traza;
    }

    @Test
    void anEmptiedDatabaseIsFilledAgain() {
        traza.stack().stop(Part.TICKET_QUERY_SERVICE);
        try (MongoClient mongo = MongoClients.create(traza.stack().mongo().connectionString())) {
            mongo.getDatabase("traza_query").drop();
        }

        traza.stack().start(Part.TICKET_QUERY_SERVICE);

        History history = AtRest.nothingWrong(traza, List.of());
        assertThat(history.readModel().byId()).isNotEmpty();
    }

    @Test
    void aLostIndexIsMadeAgain() throws IOException {
        traza.stack().stop(Part.TICKET_QUERY_SERVICE);
        Path state = traza.stack().part(Part.TICKET_QUERY_SERVICE).folder();
        try (var files = Files.walk(state)) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("segments_")))
                    .as("an index below %s", state)
                    .isNotEmpty();
        }
        PartProcess.delete(state);

        traza.stack().start(Part.TICKET_QUERY_SERVICE);

        History history = AtRest.nothingWrong(traza, List.of());
        assertThat(history.readModel().listed()).isNotEmpty();
    }
}
