// Written by titan: what is changed here is lost.

declare namespace Titan {
  type JwtAlgorithm = 'HS256' | 'HS384' | 'HS512' | 'RS256' | 'RS384' | 'RS512' | 'PS256' | 'PS384' | 'PS512' | 'ES256' | 'ES384' | 'ES512' | 'EdDSA';

  /** What a token says (RFC 7519, section 4.1). */
  interface JwtClaims {
    /** Seconds since 1970, as are `nbf` and `iat`. */
    exp?: number;
    nbf?: number;
    iat?: number;
    iss?: string;
    sub?: string;
    aud?: string | string[];
    jti?: string;
    [claim: string]: any;
  }

  /**
   * A text is a key or certificate in PEM, or else the secret of HMAC in UTF-8; bytes are a secret. A secret for HS256 should have 32 bytes or more; an RSA key has 2,048
   * bits or more.
   */
  type JwtKey = string | ArrayBuffer | ArrayBufferView | CryptoKey | JsonWebKey | { keys: readonly JsonWebKey[] };

  /** A span: a number of seconds, or text such as `15m`. */
  type JwtSpan = number | string;

  interface JwtSignOptions {
    /** Default HS256. */
    algorithm?: JwtAlgorithm;
    /** `exp`: so long after now. */
    expiresIn?: JwtSpan;
    /** `nbf`: so long after now. */
    notBefore?: JwtSpan;
    /** `aud` */
    audience?: string | readonly string[];
    /** `iss` */
    issuer?: string;
    /** `sub` */
    subject?: string;
    /** `jti` */
    jwtid?: string;
    /** `kid` of the header. Default that of a JSON Web Key. */
    keyid?: string;
    /** Further members of the header. */
    header?: Record<string, unknown>;
  }

  interface JwtVerifyOptions {
    /** The only ones that are accepted. */
    algorithms: readonly JwtAlgorithm[];
    /** `iss` must be this, or one of these. */
    issuer?: string | readonly string[];
    /** `aud` must have this, or one of these. */
    audience?: string | readonly string[];
    /** `sub` must be this. */
    subject?: string;
    /** `jti` must be this. */
    jwtid?: string;
    /** `typ` of the header must be this, without regard to case. */
    typ?: string;
    /** Claims that must be there, such as `['exp']`. */
    required?: readonly string[];
    /** How old it may be by its `iat`. */
    maxAge?: JwtSpan;
    /** By how much the clock of who signed may differ. Default 0. */
    clockTolerance?: JwtSpan;
  }

  /** Why a token is refused. Not caught, the answer is 401 with WWW-Authenticate and this message. */
  interface JwtError extends Error {
    readonly name: 'JwtError';
    readonly status: 401;
    readonly code:
      | 'TITAN_JWT_MALFORMED'
      | 'TITAN_JWT_SIZE'
      | 'TITAN_JWT_ALGORITHM'
      | 'TITAN_JWT_CRITICAL'
      | 'TITAN_JWT_KEY'
      | 'TITAN_JWT_SIGNATURE'
      | 'TITAN_JWT_EXPIRED'
      | 'TITAN_JWT_EARLY'
      | 'TITAN_JWT_CLAIM';
  }

  /** JSON Web Tokens, signed (RFC 7519), at once. The functions throw TypeError for keys and options that are wrong. */
  interface Jwt {
    /** A token of at most 16,384 characters. `iat` is now, unless the claims have another. */
    sign(claims: JwtClaims, key: JwtKey, options?: JwtSignOptions): string;
    /**
     * The claims of a token whose signature is good, which is not expired, and which is what the options ask for. A list stands for `{ algorithms }`. In a set of keys, a token
     * that names one (`kid`) is verified by that alone.
     * @throws JwtError when it is refused
     */
    verify<T extends object = JwtClaims>(token: string | undefined, key: JwtKey, options: JwtVerifyOptions | readonly JwtAlgorithm[]): T & JwtClaims;
    /**
     * What a token says. Nothing is verified: anybody may have written it.
     * @throws JwtError when it is malformed or too large
     */
    decodeUnverified(token: string): { header: { alg: string; kid?: string; typ?: string; [name: string]: any }; claims: JwtClaims };
  }

  interface Host {
    readonly jwt: Jwt;
  }
}
