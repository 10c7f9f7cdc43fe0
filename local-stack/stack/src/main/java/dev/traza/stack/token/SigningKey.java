package dev.traza.stack.token;

import dev.traza.contract.envelope.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.UUID;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/**
 * The key of one machine: it signs the tokens that the services of the same machine accept. The private half never
 * leaves its folder and is readable by its owner only.
 */
public final class SigningKey {

    /** Who issues the tokens, unless an OIDC provider does. */
    public static final String ISSUER = "https://traza.local";

    /** Whom the tokens are for. */
    public static final String AUDIENCE = "traza";

    private static final String PRIVATE_FILE = "private.pem";
    private static final String PUBLIC_FILE = "public.pem";
    private static final int BITS = 2048;

    private final Path folder;
    private final PrivateKey key;

    private SigningKey(Path folder, PrivateKey key) {
        this.folder = folder;
        this.key = key;
    }

    /**
     * The key in this folder, made when there is none yet. Several processes may ask at once: one of them makes it.
     *
     * @throws UncheckedIOException when the folder cannot be read or written
     * @throws IllegalStateException when what is there is not such a key
     */
    public static SigningKey in(Path folder) {
        Path privateFile = folder.resolve(PRIVATE_FILE);
        try {
            if (!Files.exists(privateFile)) {
                makePrivateHalf(folder);
            }
            byte[] encoded = unarmoured(Files.readString(privateFile));
            KeyFactory keys = KeyFactory.getInstance("RSA");
            if (!(keys.generatePrivate(new PKCS8EncodedKeySpec(encoded)) instanceof RSAPrivateCrtKey key)) {
                throw new IllegalStateException(privateFile + " is not a signing key; delete its folder for a new one");
            }
            if (!Files.exists(folder.resolve(PUBLIC_FILE))) {
                PublicKey other = keys.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
                Path fresh = Files.createTempFile(folder, "public", ".new");
                Files.writeString(fresh, armoured("PUBLIC KEY", other.getEncoded()));
                allowAllToRead(fresh);
                Files.move(fresh, folder.resolve(PUBLIC_FILE), StandardCopyOption.ATOMIC_MOVE);
            }
            return new SigningKey(folder, key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException(privateFile + " is not a signing key; delete its folder for a new one", e);
        }
    }

    /** Where the public half of a folder's key is, once there is a key. */
    public static Path verificationKeyIn(Path folder) {
        return folder.resolve(PUBLIC_FILE).toAbsolutePath();
    }

    /** The public half as a PEM file, for {@code mp.jwt.verify.publickey.location}. */
    public Path verificationKey() {
        return verificationKeyIn(folder);
    }

    /** A signed bearer token. */
    public String sign(TokenRequest request) {
        NumericDate now = NumericDate.now();
        NumericDate expires =
                NumericDate.fromSeconds(now.getValue() + request.validFor().toSeconds());
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setAudience(AUDIENCE);
        claims.setSubject(request.subject());
        claims.setStringListClaim(
                "groups", request.roles().stream().map(Role::tokenName).sorted().toList());
        request.name().ifPresent(name -> claims.setStringClaim("name", name));
        request.email().ifPresent(email -> claims.setStringClaim("email", email));
        claims.setIssuedAt(request.validFor().isNegative() ? expires : now);
        claims.setExpirationTime(expires);
        claims.setJwtId(UUID.randomUUID().toString());
        return sign(claims.toJson());
    }

    /** A signed bearer token that says exactly this, whether it makes sense or not. */
    public String sign(String claims) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims);
        signature.setKey(key);
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        signature.setHeader("typ", "JWT");
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("The token cannot be signed", e);
        }
    }

    private static void makePrivateHalf(Path folder) throws IOException, GeneralSecurityException {
        Files.createDirectories(folder);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(BITS);
        Path fresh = Files.createTempFile(folder, "private", ".new", onlyOwner(folder));
        Files.writeString(
                fresh,
                armoured("PRIVATE KEY", generator.generateKeyPair().getPrivate().getEncoded()));
        try {
            // A link fails when another process was first, and then its key counts. A half-written key is never seen.
            Files.createLink(folder.resolve(PRIVATE_FILE), fresh);
        } catch (FileAlreadyExistsException otherWasFirst) {
            return;
        } finally {
            Files.delete(fresh);
        }
    }

    /** A service in a container reads it as a user of its own. */
    private static void allowAllToRead(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        }
    }

    static FileAttribute<?>[] onlyOwner(Path folder) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static String armoured(String kind, byte[] encoded) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(encoded)
                + "\n-----END " + kind + "-----\n";
    }

    private static byte[] unarmoured(String pem) {
        return Base64.getMimeDecoder()
                .decode(pem.replaceAll("-----[A-Z ]+-----", "").strip());
    }
}
