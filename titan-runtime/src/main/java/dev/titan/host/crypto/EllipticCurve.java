package dev.titan.host.crypto;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** One of NIST's curves that Web Cryptography names (FIPS 186-5), its points and its keys as bytes. Immutable. */
final class EllipticCurve {
    private static final byte[] EC_PUBLIC_KEY = HexFormat.of().parseHex("06072a8648ce3d0201");
    private static final Map<String, EllipticCurve> CURVES = Map.of(
            "P-256", new EllipticCurve("P-256", "secp256r1", "06082a8648ce3d030107"),
            "P-384", new EllipticCurve("P-384", "secp384r1", "06052b81040022"),
            "P-521", new EllipticCurve("P-521", "secp521r1", "06052b81040023"));

    /** Of the curves that there are. */
    static final List<String> NAMES = List.of("P-256", "P-384", "P-521");

    private final String name;
    private final byte[] identifier;
    private final ECParameterSpec parameters;
    private final BigInteger prime;

    private EllipticCurve(String name, String standardName, String identifier) {
        this.name = name;
        this.identifier = HexFormat.of().parseHex(identifier);
        try {
            AlgorithmParameters found = AlgorithmParameters.getInstance("EC");
            found.init(new ECGenParameterSpec(standardName));
            this.parameters = found.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        this.prime = ((ECFieldFp) parameters.getCurve().getField()).getP();
    }

    /** @throws dev.titan.host.OperationException a DataError, when there is no such curve */
    static EllipticCurve named(String name) {
        EllipticCurve curve = CURVES.get(name);
        if (curve == null) {
            throw CryptoCall.data("no curve " + name + "; there are P-256, P-384, P-521", null);
        }
        return curve;
    }

    ECParameterSpec parameters() {
        return parameters;
    }

    /** Bytes of a coordinate. */
    int size() {
        return (parameters.getCurve().getField().getFieldSize() + 7) / 8;
    }

    /** @throws dev.titan.host.OperationException a DataError, when a key is of another curve */
    void require(ECParameterSpec other) {
        if (!other.getCurve().equals(parameters.getCurve())) {
            throw CryptoCall.data("the key is not of the curve " + name, null);
        }
    }

    /** A point in uncompressed form (SEC 1, 2.3.3). */
    byte[] encode(ECPoint point) {
        byte[] bytes = new byte[1 + 2 * size()];
        bytes[0] = 4;
        System.arraycopy(unsigned(point.getAffineX()), 0, bytes, 1, size());
        System.arraycopy(unsigned(point.getAffineY()), 0, bytes, 1 + size(), size());
        return bytes;
    }

    /** A point of uncompressed or compressed form. @throws dev.titan.host.OperationException a DataError, when it is none or not on the curve */
    ECPoint decode(byte[] bytes) {
        int size = size();
        if (bytes.length == 1 + 2 * size && bytes[0] == 4) {
            BigInteger x = new BigInteger(1, Arrays.copyOfRange(bytes, 1, 1 + size));
            BigInteger y = new BigInteger(1, Arrays.copyOfRange(bytes, 1 + size, bytes.length));
            return checked(new ECPoint(x, y));
        }
        if (bytes.length == 1 + size && (bytes[0] == 2 || bytes[0] == 3)) {
            BigInteger x = new BigInteger(1, Arrays.copyOfRange(bytes, 1, bytes.length));
            // All three primes leave 3 when divided by 4, so this power is a root if there is one.
            BigInteger y = rightSide(x).modPow(prime.add(BigInteger.ONE).shiftRight(2), prime);
            return checked(new ECPoint(x, y.testBit(0) == (bytes[0] == 3) ? y : prime.subtract(y)));
        }
        throw CryptoCall.data("the bytes are not a point of " + name, null);
    }

    private BigInteger rightSide(BigInteger x) {
        return x.pow(3)
                .add(parameters.getCurve().getA().multiply(x))
                .add(parameters.getCurve().getB())
                .mod(prime);
    }

    private ECPoint checked(ECPoint point) {
        BigInteger x = point.getAffineX();
        BigInteger y = point.getAffineY();
        if (x.compareTo(prime) >= 0
                || y.compareTo(prime) >= 0
                || !y.pow(2).mod(prime).equals(rightSide(x))) {
            throw CryptoCall.data("the point is not on the curve " + name, null);
        }
        return point;
    }

    /** A coordinate or private number in as many bytes as the curve has it. */
    byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[size()];
        int length = Math.min(bytes.length, fixed.length);
        System.arraycopy(bytes, bytes.length - length, fixed, fixed.length - length, length);
        return fixed;
    }

    /** The public point of a private number. Not in constant time: for keys that come without their public half. */
    ECPoint publicPoint(BigInteger secret) {
        ECPoint sum = ECPoint.POINT_INFINITY;
        ECPoint power = parameters.getGenerator();
        for (int i = 0; i < secret.bitLength(); i++) {
            if (secret.testBit(i)) {
                sum = add(sum, power);
            }
            power = add(power, power);
        }
        return sum;
    }

    private ECPoint add(ECPoint a, ECPoint b) {
        if (a.equals(ECPoint.POINT_INFINITY)) {
            return b;
        }
        if (b.equals(ECPoint.POINT_INFINITY)) {
            return a;
        }
        BigInteger slope;
        if (a.equals(b)) {
            BigInteger three = BigInteger.valueOf(3);
            slope = a.getAffineX()
                    .pow(2)
                    .multiply(three)
                    .add(parameters.getCurve().getA())
                    .multiply(a.getAffineY().shiftLeft(1).modInverse(prime));
        } else if (a.getAffineX().equals(b.getAffineX())) {
            return ECPoint.POINT_INFINITY;
        } else {
            slope = b.getAffineY()
                    .subtract(a.getAffineY())
                    .multiply(b.getAffineX().subtract(a.getAffineX()).modInverse(prime));
        }
        BigInteger x =
                slope.pow(2).subtract(a.getAffineX()).subtract(b.getAffineX()).mod(prime);
        BigInteger y = slope.multiply(a.getAffineX().subtract(x))
                .subtract(a.getAffineY())
                .mod(prime);
        return new ECPoint(x, y);
    }

    ECPublicKey publicKey(ECPoint point) throws GeneralSecurityException {
        return (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, parameters));
    }

    /** A private key with its public half as PKCS #8 (RFC 5915 inside RFC 5208); the JDK leaves the public half out. */
    byte[] pkcs8(BigInteger secret, ECPoint point) {
        byte[] inner = Der.of(
                Der.SEQUENCE,
                Der.of(Der.INTEGER, new byte[] {1}),
                Der.of(Der.OCTET_STRING, unsigned(secret)),
                Der.of(Der.CONTEXT_1, Der.of(Der.BIT_STRING, new byte[1], encode(point))));
        return Der.of(
                Der.SEQUENCE,
                Der.of(Der.INTEGER, new byte[1]),
                Der.of(Der.SEQUENCE, EC_PUBLIC_KEY, identifier),
                Der.of(Der.OCTET_STRING, inner));
    }
}
