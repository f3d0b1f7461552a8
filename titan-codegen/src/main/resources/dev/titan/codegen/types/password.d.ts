// Written by titan: what is changed here is lost.

declare namespace Titan {
  /** What a hash costs whoever makes one, or guesses. */
  interface PasswordCost {
    /** Default 19,456 (19 MiB), at most 262,144. */
    memoryKiB?: number;
    /** Default 2, at most 32. */
    iterations?: number;
    /** Default 1, at most 16. */
    parallelism?: number;
  }

  /**
   * Hashes of passwords by Argon2id (RFC 9106), calculated beside the isolate: as many at once as there are processors, four at most. A password has at most 4,096 characters. Rejects with the code
   * `TITAN_PASSWORD_BUSY` while 256 others wait.
   */
  interface Passwords {
    /** @returns a PHC string, with its salt and cost: what to store */
    hash(password: string, cost?: PasswordCost): Operation<string>;
    /**
     * Whether it is the password that was hashed. Where there is no hash it is not, and to say so takes as long: so nobody learns from the time which users there are.
     * @throws TypeError for a hash that is no PHC string of argon2
     */
    verify(password: string, hash: string | null | undefined): Operation<boolean>;
    /** Whether a hash costs less than is wanted now: hash the password again when its user has given it. */
    needsRehash(hash: string, cost?: PasswordCost): boolean;
  }

  interface Host {
    readonly password: Passwords;
  }
}
