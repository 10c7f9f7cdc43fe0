package dev.traza.contract.sealing;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key for texts. A sealed text is {@code sealed:<key id>:<Base64url of nonce, ciphertext and tag>}: AES-256-GCM (NIST
 * SP 800-38D) over the text in UTF-8, with a nonce of 12 bytes, a tag of 16 and no associated data.
 */
public final class TextKey {

    /** Of every key. */
    public static final int BYTES = 32;

    private static final String PREFIX = "sealed:";
    private static final int ID = 36;
    private static final byte[] NO_ASSOCIATED_DATA = {};
    private static final AesGcmParameters PARAMETERS = parameters();

    private final UUID id;
    private final byte[] secret;
    /** Made when it is first needed: of the keys of a ticket most only stand for their texts. */
    private volatile @Nullable Aead aead;

    private TextKey(UUID id, byte[] secret) {
        this.id = id;
        this.secret = secret;
    }

    /** A new key. */
    public static TextKey generate() {
        byte[] secret = SecretBytes.randomBytes(BYTES).toByteArray(InsecureSecretKeyAccess.get());
        return new TextKey(UUID.randomUUID(), secret);
    }

    /**
     * A key that was there before.
     *
     * @throws IllegalArgumentException if the secret has not 32 bytes
     */
    public static TextKey of(UUID id, byte[] secret) {
        if (secret.length != BYTES) {
            throw new IllegalArgumentException("A key has " + BYTES + " bytes");
        }
        return new TextKey(id, secret.clone());
    }

    /** What sealed texts name it by. */
    public UUID id() {
        return id;
    }

    /** Whoever has it can read the texts. */
    public byte[] secret() {
        return secret.clone();
    }

    String seal(String text) {
        try {
            byte[] sealed = aead().encrypt(text.getBytes(StandardCharsets.UTF_8), NO_ASSOCIATED_DATA);
            return PREFIX + id + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every text can be sealed", e);
        }
    }

    /** With which key a text is sealed; empty if it is not a sealed one. */
    static Optional<UUID> keyOf(String sealed) {
        if (!sealed.startsWith(PREFIX)
                || sealed.length() <= PREFIX.length() + ID
                || sealed.charAt(PREFIX.length() + ID) != ':') {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(sealed.substring(PREFIX.length(), PREFIX.length() + ID)));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    /** @throws GeneralSecurityException if it was not sealed with this key, or was changed since */
    String open(String sealed) throws GeneralSecurityException {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(sealed.substring(PREFIX.length() + ID + 1));
            return new String(aead().decrypt(bytes, NO_ASSOCIATED_DATA), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("Not Base64url", e);
        }
    }

    private Aead aead() {
        Aead made = aead;
        if (made == null) {
            made = aead(secret);
            aead = made;
        }
        return made;
    }

    @AccessesPartialKey // the bytes are what readers are given
    private static Aead aead(byte[] secret) {
        try {
            AesGcmKey key = AesGcmKey.builder()
                    .setParameters(PARAMETERS)
                    .setKeyBytes(SecretBytes.copyFrom(secret, InsecureSecretKeyAccess.get()))
                    .build();
            return KeysetHandle.newBuilder()
                    .addEntry(KeysetHandle.importKey(key).withFixedId(1).makePrimary())
                    .build()
                    .getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has AES-GCM", e);
        }
    }

    private static AesGcmParameters parameters() {
        try {
            AeadConfig.register();
            return AesGcmParameters.builder()
                    .setKeySizeBytes(BYTES)
                    .setIvSizeBytes(12)
                    .setTagSizeBytes(16)
                    .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has AES-GCM", e);
        }
    }
}
