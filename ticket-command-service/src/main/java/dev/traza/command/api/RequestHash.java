package dev.traza.command.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.traza.contract.ContractJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** What makes two requests the same: the operation, the ticket, and the content with its fields in one order. */
final class RequestHash {

    private RequestHash() {}

    static String of(String operation, String ticket, Object content) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((operation + "\n" + ticket + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(ContractJson.mapper().writeValueAsBytes(content));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What was read from JSON can be written as JSON", e);
        }
    }
}
