package dev.traza.kit.http;

import dev.traza.kit.problem.Problem;
import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemMappers;
import dev.traza.kit.problem.ProblemType;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Answers a body that is too large with a problem document and reads no more of it: one that is announced before anything
 * is read, one that is not as soon as it is. The limit of the HTTP server behind it answers without a document.
 */
@Provider
public class BodyLimit implements ReaderInterceptor {

    private final Instance<HttpConfig> config;
    private final Connection connection;

    /** @param config asked when there is a request: providers are made before there is any configuration */
    @Inject
    BodyLimit(Instance<HttpConfig> config, Connection connection) {
        this.config = config;
        this.connection = connection;
    }

    /** Looks at what is announced. */
    @ServerRequestFilter(nonBlocking = true)
    public @Nullable Response refuseTooLarge(ContainerRequestContext request, ResourceInfo resource) {
        String announced = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        boolean tooLarge = announced != null && announced.matches("\\d{1,18}") && Long.parseLong(announced) > limit();
        if (!tooLarge || resource.getResourceMethod().isAnnotationPresent(Streamed.class)) {
            return null;
        }
        connection.closeAfterAnswer();
        return ProblemMappers.answer(problem(), request.getUriInfo());
    }

    @Override
    public @Nullable Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        if (!InputStream.class.equals(context.getType())) {
            context.setInputStream(new Limited(context.getInputStream()));
        }
        return context.proceed();
    }

    private long limit() {
        return config.get().maxBodySize().asLongValue();
    }

    private Problem problem() {
        return Problem.of(ProblemType.TOO_LARGE, "A body has at most " + limit() + " bytes.");
    }

    /** Fails at the first byte beyond the limit. */
    private final class Limited extends FilterInputStream {

        private final long limit = limit();
        private long read;
        private boolean broken;

        Limited(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] single = new byte[1];
            return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int some;
            try {
                some = super.read(into, offset, length);
            } catch (IOException e) {
                broken = true;
                connection.closeAfterAnswer();
                throw new ProblemException(
                        ProblemType.MALFORMED, "The body did not arrive whole, or is not framed as HTTP says.");
            }
            count(some);
            return some;
        }

        @Override
        public void close() throws IOException {
            if (whole()) {
                super.close(); // which reads what is left
            }
        }

        private boolean whole() {
            return !broken && read <= limit;
        }

        private void count(long more) {
            read += Math.max(0, more);
            if (read > limit) {
                connection.closeAfterAnswer();
                throw new ProblemException(problem());
            }
        }
    }
}
