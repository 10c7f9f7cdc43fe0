package dev.traza.stack.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClients;
import dev.traza.contract.envelope.Role;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.bson.Document;
import org.junit.jupiter.api.Test;

@WithServers
class WithServersTest {

    @Test
    void aTestGetsServersThatAnswerAndTheSameOnesEachTime(TestServers servers) throws Exception {
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers.bootstrapServers()))) {
            assertThat(admin.describeCluster().nodes().get(30, TimeUnit.SECONDS))
                    .isNotEmpty();
        }
        try (var client = MongoClients.create(servers.mongoConnectionString())) {
            assertThat(client.getDatabase("admin").runCommand(new Document("ping", 1)))
                    .containsKey("ok");
        }
        assertThat(new TrazaInfrastructure().start())
                .containsEntry("kafka.bootstrap.servers", servers.bootstrapServers())
                .containsEntry("quarkus.mongodb.connection-string", servers.mongoConnectionString());
    }

    @Test
    void aServiceThatSendsMailGetsAMailServer(TestServers servers) {
        TrazaInfrastructure infrastructure = new TrazaInfrastructure();
        infrastructure.init(Map.of("mail", "true"));

        assertThat(infrastructure.start())
                .containsEntry(
                        "quarkus.mailer.port", Integer.toString(servers.mail().smtpPort()))
                .containsEntry("quarkus.mailer.mock", "false");
    }

    @Test
    void tokensAreSignedWithTheKeyThatTheServiceIsGiven() {
        assertThat(Tokens.mint(Role.REQUESTER, "u-17").split("\\.", -1)).hasSize(3);
        assertThat(new TrazaInfrastructure().start())
                .containsEntry(
                        "mp.jwt.verify.publickey.location",
                        Tokens.verificationKey().toUri().toString());
    }

    @Test
    void containersGetTheSameBrokerSettings() {
        assertThat(ServersInContainers.brokerEnvironment())
                .containsEntry("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                .containsEntry("KAFKA_ADD_PARTITIONS_TO_TXN_RETRY_BACKOFF_MS", "1")
                .doesNotContainKey("KAFKA_NODE_ID");
    }
}
