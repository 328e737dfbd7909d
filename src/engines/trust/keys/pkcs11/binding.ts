import { createRequire } from 'node:module';
import { TokenDriver } from '../../errors.ts';

export type Attribute = { type: number; value?: Buffer | string | number | boolean };
export type TokenFacts = { label: string; serialNumber: string; manufacturerID: string; flags: number };

/** What is used of PKCS#11 (OASIS, 2.40), as `pkcs11js` offers it. Every call may throw an error with the `CKR_…` number as `code`. */
export type Pkcs11 = {
  load(library: string): void;
  C_Initialize(options: { flags: number }): void;
  C_Finalize(): void;
  C_GetSlotList(tokenPresent: boolean): Buffer[];
  C_GetTokenInfo(slot: Buffer): TokenFacts;
  C_OpenSession(slot: Buffer, flags: number): Buffer;
  C_CloseSession(session: Buffer): void;
  C_Login(session: Buffer, user: number, pin: string): void;
  C_FindObjectsInit(session: Buffer, template: readonly Attribute[]): void;
  C_FindObjects(session: Buffer, most: number): Buffer[];
  C_FindObjectsFinal(session: Buffer): void;
  C_GetAttributeValue(session: Buffer, object: Buffer, template: readonly Attribute[]): { value: Buffer }[];
  C_GenerateKeyPair(
    session: Buffer,
    mechanism: { mechanism: number },
    publicHalf: readonly Attribute[],
    privateHalf: readonly Attribute[],
  ): { publicKey: Buffer; privateKey: Buffer };
  C_SignInit(session: Buffer, mechanism: { mechanism: number }, key: Buffer): void;
  C_SignAsync(session: Buffer, data: Buffer, room: Buffer): Promise<Buffer>;
};

// pkcs11t.h of PKCS#11 2.40.
export const CK = {
  osLocking: 2,
  sessionReadWrite: 6,
  user: 1,
  ecKeyPairGen: 0x1040,
  ecdsa: 0x1041,
  publicKey: 2,
  privateKey: 3,
  class: 0x0,
  token: 0x1,
  private: 0x2,
  label: 0x3,
  id: 0x102,
  sensitive: 0x103,
  sign: 0x108,
  verify: 0x10a,
  extractable: 0x162,
  ecParams: 0x180,
  ecPoint: 0x181,
  pinFinalTry: 0x20000,
  pinLocked: 0x40000,
} as const;

/** Numbers that a call may fail with. */
export const CKR = {
  pinIncorrect: 0xa0,
  pinInvalid: 0xa1,
  pinLength: 0xa2,
  pinLocked: 0xa4,
  alreadyLoggedIn: 0x100,
  alreadyInitialised: 0x191,
} as const;

/** The `CKR_…` number of a failed call; undefined for any other error. */
export const ckrOf = (error: unknown): number | undefined => {
  const { code } = error as { code?: unknown };
  return typeof code === 'number' ? code : undefined;
};

/**
 * The binding is compiled on the machine (`npm run pkcs11`), since most have no token: so it is looked for when it is needed.
 * Throws TokenDriver where it was not built.
 */
export function loadBinding(): Pkcs11 {
  try {
    const { PKCS11 } = createRequire(import.meta.url)('pkcs11js') as { PKCS11: new () => Pkcs11 };
    return new PKCS11();
  } catch (cause) {
    throw Object.assign(TokenDriver({ module: 'pkcs11js' }), { cause });
  }
}
