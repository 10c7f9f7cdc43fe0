package dev.traza.kit.http;

import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemType;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * JSON is UTF-8 (RFC 8259). The parser would also take what is nearly that, and guess other encodings: then a text could
 * be one thing to a filter in front of us and another to us.
 */
@Provider
public class Utf8Only implements ReaderInterceptor {

    @Override
    public @Nullable Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        MediaType type = context.getMediaType();
        if (type != null && type.getSubtype().endsWith("json") && !InputStream.class.equals(context.getType())) {
            context.setInputStream(new Checked(context.getInputStream()));
        }
        return context.proceed();
    }

    /** Lets bytes through as long as they are UTF-8 without NUL. */
    private static final class Checked extends FilterInputStream {

        private static final int LONGEST_CHARACTER = 4;

        private final CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        private final CharBuffer nowhere = CharBuffer.allocate(1_024);
        private byte[] unfinished = new byte[0];

        Checked(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            if (read < 0) {
                check(ByteBuffer.wrap(unfinished), true);
            } else {
                ByteBuffer bytes = ByteBuffer.allocate(unfinished.length + read);
                bytes.put(unfinished).put(into, offset, read).flip();
                check(bytes, false);
                unfinished = new byte[Math.min(bytes.remaining(), LONGEST_CHARACTER)];
                bytes.get(unfinished);
            }
            return read;
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        private void check(ByteBuffer bytes, boolean end) {
            CoderResult result;
            do {
                nowhere.clear();
                result = decoder.decode(bytes, nowhere, end);
                nowhere.flip();
                boolean nul = nowhere.chars().anyMatch(character -> character == 0);
                if (result.isError() || nul) {
                    throw new ProblemException(ProblemType.MALFORMED, "The body is not JSON in UTF-8.");
                }
            } while (result.isOverflow());
        }
    }
}
