import { TokenDriver } from '../../errors.ts';
import { CK, CKR, ckrOf, loadBinding, type Pkcs11 } from './binding.ts';

/** A driver that is loaded: one a process, whoever asks, for a driver has one state a process (PKCS#11, 5.4). */
export class Library {
  readonly calls: Pkcs11;
  /** Grows when the driver is begun anew: sessions and handles of before are gone. */
  age = 0;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(calls: Pkcs11) {
    this.calls = calls;
    this.#begin();
  }

  #begin(): void {
    try {
      this.calls.C_Initialize({ flags: CK.osLocking });
    } catch (error) {
      if (ckrOf(error) !== CKR.alreadyInitialised) throw error;
    }
  }

  /** Begins anew: some drivers see only then that a token was put in. To be called in one's turn. */
  renew(): void {
    this.age += 1;
    try {
      this.calls.C_Finalize();
    } catch {
      // A driver whose device was pulled out may not be able to end well; what counts is whether it begins.
    }
    this.#begin();
  }

  /** Runs `work` when all work before it is done: a session can do one thing at a time. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }
}

const loaded = new Map<string, Library>();

/** The driver of this path. Throws TokenDriver when it cannot be loaded. */
export function libraryAt(path: string): Library {
  const there = loaded.get(path);
  if (there) return there;
  const calls = loadBinding();
  try {
    calls.load(path);
    const library = new Library(calls);
    loaded.set(path, library);
    return library;
  } catch (cause) {
    throw Object.assign(TokenDriver({ module: path }), { cause });
  }
}
