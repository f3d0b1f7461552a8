package dev.titan.host.crypto;

import dev.titan.host.HostValue;
import dev.titan.host.Operation;
import dev.titan.host.OperationCall;
import dev.titan.host.OperationException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The algorithms of Web Cryptography (https://www.w3.org/TR/WebCryptoAPI/). What takes some microseconds is done at once, on the worker's thread; anything longer on the
 * executor's.
 */
public final class Crypto implements Operation {
    /** Up to so many bytes a digest or cipher takes less than handing it to another thread and back does twice. */
    private static final int AT_ONCE_BYTES = 16 * 1024;

    private static final Set<String> QUICK = Set.of("digest", "hmac", "hmac.verify", "cbc", "gcm", "ctr", "kw", "hkdf");

    private final Executor executor;

    /** @param executor for work of milliseconds and more; its threads are what keeps one client from taking all of the machine */
    public Crypto(Executor executor) {
        this.executor = executor;
    }

    @Override
    public CompletionStage<? extends @Nullable Object> start(OperationCall operation) {
        CryptoCall call = CryptoCall.of(operation);
        CompletableFuture<@Nullable Object> outcome = new CompletableFuture<>();
        if (QUICK.contains(call.name()) && call.size() <= AT_ONCE_BYTES) {
            run(call, outcome);
        } else {
            executor.execute(() -> {
                if (!outcome.isDone()) {
                    run(call, outcome);
                }
            });
        }
        return outcome;
    }

    private static void run(CryptoCall call, CompletableFuture<@Nullable Object> outcome) {
        try {
            outcome.complete(perform(call, outcome::isDone));
        } catch (CancellationException e) {
            outcome.cancel(false);
        } catch (OperationException e) {
            outcome.completeExceptionally(e);
        } catch (GeneralSecurityException | RuntimeException e) {
            // The JDK answers some malformed keys and parameters with whatever its parsers ran into.
            outcome.completeExceptionally(
                    call.name().startsWith("read")
                            ? CryptoCall.data("the key cannot be read", e)
                            : CryptoCall.failed("the operation failed for a reason of its input", e));
        }
    }

    private static Object perform(CryptoCall call, BooleanSupplier unwanted) throws GeneralSecurityException {
        String hash = call.text("hash");
        return switch (call.name()) {
            case "digest" -> Derivation.digest(hash, call.buffer(0));
            case "hmac" -> Derivation.hmac(hash, call.buffer(0), call.buffer(1));
            case "hmac.verify" ->
                MessageDigest.isEqual(Derivation.hmac(hash, call.buffer(0), call.buffer(2)), call.buffer(1));
            case "hkdf" -> Derivation.hkdf(hash, call.buffer(0), call.buffer(1), call.buffer(2), call.number("length"));
            case "pbkdf2" ->
                Derivation.pbkdf2(
                        hash,
                        call.buffer(0),
                        call.buffer(1),
                        call.number("iterations"),
                        call.number("length"),
                        unwanted);
            case "cbc" -> Ciphers.cbc(call.flag("encrypt"), call.buffer(0), call.buffer(1), call.buffer(2));
            case "gcm" ->
                Ciphers.gcm(
                        call.flag("encrypt"),
                        call.buffer(0),
                        call.buffer(1),
                        call.buffer(2),
                        call.buffer(3),
                        call.number("tagLength"));
            case "ctr" -> Ciphers.ctr(call.buffer(0), call.buffer(1), call.number("length"), call.buffer(2));
            case "kw" -> Ciphers.keyWrap(call.flag("wrap"), call.buffer(0), call.buffer(1));
            case "oaep" -> Ciphers.oaep(call.flag("encrypt"), hash, call.buffer(0), call.buffer(1), call.buffer(2));
            case "sign" -> Signatures.sign(call);
            case "verify" -> Signatures.verify(call);
            case "agree" -> KeyPairs.agree(call);
            case "generate" -> encoded(call, KeyPairs.generate(call));
            case "read.spki" -> encoded(call, KeyPairs.readPublic(call));
            case "read.pkcs8" -> encoded(call, KeyPairs.readPrivate(call));
            case "read.raw" -> encoded(call, isElliptic(call) ? EcKeys.readPoint(call) : OkpKeys.readRaw(call));
            case "read.jwk" -> encoded(call, readJson(call));
            case "raw" ->
                isElliptic(call) ? EcKeys.point(call.text("curve"), call.buffer(0)) : OkpKeys.raw(call.buffer(0));
            case "jwk" -> json(call);
            default -> throw new IllegalArgumentException("no operation '" + call.name() + "'");
        };
    }

    private static boolean isElliptic(CryptoCall call) {
        return call.text("family").equals("EC");
    }

    private static KeyPairs.Encoded readJson(CryptoCall call) throws GeneralSecurityException {
        Map<?, ?> json = Objects.requireNonNull((Map<?, ?>) call.options().get("jwk"));
        return switch (call.text("family")) {
            case "RSA" -> RsaKeys.readJson(json);
            case "EC" -> EcKeys.readJson(call.text("curve"), json);
            default -> OkpKeys.readJson(call.text("family"), json);
        };
    }

    private static Map<String, String> json(CryptoCall call) throws GeneralSecurityException {
        return switch (call.text("family")) {
            case "RSA" -> RsaKeys.json(call.buffer(0), call.buffer(1));
            case "EC" -> EcKeys.json(call.text("curve"), call.buffer(0), call.buffer(1));
            default -> OkpKeys.json(call.text("family"), call.buffer(0), call.buffer(1));
        };
    }

    /** Both halves one after the other; `private` is how many bytes the first has. */
    private static HostValue encoded(CryptoCall call, KeyPairs.Encoded key) throws GeneralSecurityException {
        byte[] pkcs8 = key.pkcs8() == null ? new byte[0] : key.pkcs8();
        byte[] bytes = Arrays.copyOf(pkcs8, pkcs8.length + key.spki().length);
        System.arraycopy(key.spki(), 0, bytes, pkcs8.length, key.spki().length);
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("private", pkcs8.length);
        if (call.text("family").equals("RSA")) {
            members.put("modulusLength", KeyPairs.modulusLength(key.spki()));
            members.put("publicExponent", KeyPairs.publicExponent(key.spki()).toString(16));
        }
        return new HostValue(members, bytes, null);
    }
}
