import { createHash, randomBytes } from 'node:crypto';
import { isAppError } from '#platform/errors';
import { KeyMissing, TokenAway, TokenFault, TokenPinLocked, TokenPinRefused } from '../../errors.ts';
import { type Attribute, CK, CKR, ckrOf, type Pkcs11, type TokenFacts } from './binding.ts';
import { derSignature, P256, publicKeyOf } from './ecdsa.ts';
import { type Library, libraryAt } from './library.ts';
import type { Pin } from './pin.ts';

export type TokenSettings = {
  /** Path of the driver, e.g. `/usr/lib/softhsm/libsofthsm2.so`. */
  module: string;
  /** The token's label; null where it is the only one. */
  label: string | null;
  pin: Pin;
};

export type Token = {
  /** Whether it can sign with a key of this label. */
  has(label: string): Promise<boolean>;
  /** The public half of the key with this label, SubjectPublicKeyInfo, DER; undefined where there is no such key. */
  publicKey(label: string): Promise<Buffer | undefined>;
  /**
   * Makes a P-256 key under `label` that never leaves the token, or keeps the one that is there; returns its public half. A token does
   * not refuse a second key of the same label: whoever makes one sees to it that nobody else does.
   */
  make(label: string): Promise<Buffer>;
  /** Signs SHA-256 of `data` with the key of this label: DER. Throws KeyMissing when there is none, or more than one. */
  sign(label: string, data: Uint8Array): Promise<Buffer>;
  /** Logs in, and says which token it is. */
  look(): Promise<{ label: string; serial: string; maker: string }>;
};

type Session = { handle: Buffer; age: number; keys: Map<string, Buffer>; facts: TokenFacts };

const labelOf = (facts: TokenFacts) => facts.label.split('\0')[0]?.trimEnd() ?? '';

function find(calls: Pkcs11, session: Buffer, template: readonly Attribute[]): Buffer[] {
  calls.C_FindObjectsInit(session, template);
  try {
    return calls.C_FindObjects(session, 2);
  } finally {
    calls.C_FindObjectsFinal(session);
  }
}

/** The slots in which the token is that is meant. One that cannot be read is passed over. */
function slotsOf(calls: Pkcs11, label: string | null): { slot: Buffer; facts: TokenFacts }[] {
  return calls.C_GetSlotList(true).flatMap(slot => {
    try {
      const facts = calls.C_GetTokenInfo(slot);
      // CKF_TOKEN_INITIALIZED
      return (facts.flags & 0x400) !== 0 && (label === null || labelOf(facts) === label)
        ? [{ slot, facts }]
        : [];
    } catch {
      return [];
    }
  });
}

function logIn(calls: Pkcs11, handle: Buffer, facts: TokenFacts, pin: Pin): void {
  const params = { token: labelOf(facts) };
  if (facts.flags & CK.pinLocked) throw TokenPinLocked(params);
  const text = pin.read(facts.serialNumber);
  // The last try is a person's, who knows what it costs.
  if (facts.flags & CK.pinFinalTry) throw TokenPinLocked(params);
  try {
    calls.C_Login(handle, CK.user, text);
    pin.accept();
  } catch (error) {
    const code = ckrOf(error);
    if (code === CKR.alreadyLoggedIn) return;
    if (code === CKR.pinLocked) throw TokenPinLocked(params);
    if (code !== CKR.pinIncorrect && code !== CKR.pinInvalid && code !== CKR.pinLength) throw error;
    pin.refuse(facts.serialNumber, text);
    throw TokenPinRefused();
  }
}

function open(library: Library, settings: TokenSettings): Session {
  const { calls } = library;
  let found = slotsOf(calls, settings.label);
  if (found.length === 0) {
    library.renew();
    found = slotsOf(calls, settings.label);
  }
  const [only] = found;
  if (!only || found.length > 1) throw TokenAway({ token: settings.label ?? '?' });
  const handle = calls.C_OpenSession(only.slot, CK.sessionReadWrite);
  try {
    logIn(calls, handle, only.facts, settings.pin);
  } catch (error) {
    calls.C_CloseSession(handle);
    throw error;
  }
  return { handle, age: library.age, keys: new Map(), facts: only.facts };
}

function privateKey(calls: Pkcs11, session: Session, label: string): Buffer {
  const known = session.keys.get(label);
  if (known) return known;
  const template = [
    { type: CK.class, value: CK.privateKey },
    { type: CK.label, value: label },
  ];
  const [key, second] = find(calls, session.handle, template);
  if (!key || second) throw KeyMissing();
  session.keys.set(label, key);
  return key;
}

function publicHalf(calls: Pkcs11, session: Session, label: string): Buffer | undefined {
  const template = [
    { type: CK.class, value: CK.publicKey },
    { type: CK.label, value: label },
  ];
  const [key, second] = find(calls, session.handle, template);
  if (second) throw KeyMissing();
  const [point] = key ? calls.C_GetAttributeValue(session.handle, key, [{ type: CK.ecPoint }]) : [];
  return point && publicKeyOf(point.value);
}

function generate(calls: Pkcs11, session: Session, label: string): void {
  const id = { type: CK.id, value: randomBytes(16) };
  const named = { type: CK.label, value: label };
  const kept = { type: CK.token, value: true };
  calls.C_GenerateKeyPair(
    session.handle,
    { mechanism: CK.ecKeyPairGen },
    [kept, named, id, { type: CK.verify, value: true }, { type: CK.ecParams, value: P256 }],
    [
      kept,
      named,
      id,
      { type: CK.private, value: true },
      { type: CK.sensitive, value: true },
      { type: CK.extractable, value: false },
      { type: CK.sign, value: true },
    ],
  );
}

/**
 * The token of the settings (PKCS#11). Nothing is loaded before the first use. A session that was lost (pulled out, restarted, cut off)
 * is opened anew once, then it is told: TokenAway, TokenPinRefused, TokenPinLocked, TokenDriver, or TokenFault with the driver's word.
 */
export function createToken(settings: TokenSettings): Token {
  let session: Session | undefined;
  const once = <T>(library: Library, work: (calls: Pkcs11, session: Session) => T | Promise<T>) => {
    if (session?.age !== library.age) session = undefined;
    session ??= open(library, settings);
    return work(library.calls, session);
  };
  const use = async <T>(work: (calls: Pkcs11, session: Session) => T | Promise<T>): Promise<T> => {
    const library = libraryAt(settings.module);
    return library.inTurn(async () => {
      try {
        return await once(library, work);
      } catch (error) {
        if (isAppError(error) || ckrOf(error) === undefined) throw error;
      }
      try {
        library.renew();
        return await once(library, work);
      } catch (error) {
        if (isAppError(error) || ckrOf(error) === undefined) throw error;
        throw Object.assign(TokenFault({ fault: (error as Error).message }), { cause: error });
      }
    });
  };
  return {
    has: label =>
      use((calls, at) => {
        try {
          return privateKey(calls, at, label).length > 0;
        } catch (error) {
          if (isAppError(error)) return false;
          throw error;
        }
      }),
    publicKey: label => use((calls, at) => publicHalf(calls, at, label)),
    make: label =>
      use((calls, at) => {
        if (!publicHalf(calls, at, label)) generate(calls, at, label);
        return publicHalf(calls, at, label) ?? Promise.reject(KeyMissing());
      }),
    sign: (label, data) =>
      use(async (calls, at) => {
        const digest = createHash('sha256').update(data).digest();
        calls.C_SignInit(at.handle, { mechanism: CK.ecdsa }, privateKey(calls, at, label));
        // Off this thread: a card takes its time, and pages are served meanwhile.
        return derSignature(await calls.C_SignAsync(at.handle, digest, Buffer.alloc(128)));
      }),
    look: () =>
      use((_, { facts }) => ({
        label: labelOf(facts),
        serial: facts.serialNumber.trim(),
        maker: facts.manufacturerID.trim(),
      })),
  };
}
