package dev.traza.notification;

import dev.traza.notification.dispatch.MailServerState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Shows how mail goes. Always up: while the mail server is away, messages wait in the ledger and the service works. */
@Readiness
@ApplicationScoped
public class MailHealth implements HealthCheck {

    private final MailServerState mailServer;
    private final DeliveryReport report;

    @Inject
    MailHealth(MailServerState mailServer, DeliveryReport report) {
        this.mailServer = mailServer;
        this.report = report;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("mail").up();
        mailServer
                .outage()
                .ifPresentOrElse(
                        outage -> answer.withData("server", "unreachable since " + outage.since()),
                        () -> answer.withData("server", "reachable"));
        report.queue().ifPresent(queue -> {
            answer.withData("queued", queue.length());
            queue.oldest().ifPresent(oldest -> answer.withData("oldestQueuedAt", oldest.toString()));
        });
        return answer.build();
    }
}
