package dev.traza.system.history;

import dev.traza.system.load.Acknowledgement;
import java.util.List;

/**
 * All that can be seen of a stack from outside when it has come to rest.
 *
 * @param acknowledgements what callers were told, in the order of answers
 * @param files what is handed out of the files that the log names
 */
public record History(
        List<Acknowledgement> acknowledgements, Log log, ReadModel readModel, List<SeenFile> files, Post post) {

    public History {
        acknowledgements = List.copyOf(acknowledgements);
        files = List.copyOf(files);
    }

    /** The same with another log. */
    public History with(Log other) {
        return new History(acknowledgements, other, readModel, files, post);
    }
}
