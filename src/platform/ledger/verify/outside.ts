import type { Head, Signed } from '../heads/heads.ts';
import type { LogVerifier } from './log-verifier.ts';

/** A head known from elsewhere: as it was signed, or just its size and root (printed, told by a witness). */
export type KnownHead = { size: number; root: string } | (Signed & { head: Head });

export type OutsideHeads = AsyncIterable<KnownHead> | Iterable<KnownHead>;

/** Holds heads kept outside, in the order of their sizes, against a log while it is recomputed. */
export class Outside {
  readonly #source: string;
  readonly #heads: AsyncIterator<KnownHead> | Iterator<KnownHead>;
  #next: KnownHead | undefined;
  /** Size at which the next one is due; infinite when there is none. */
  due = Number.POSITIVE_INFINITY;

  constructor(source: string, heads: OutsideHeads) {
    this.#source = source;
    this.#heads = Symbol.asyncIterator in heads ? heads[Symbol.asyncIterator]() : heads[Symbol.iterator]();
  }

  /** Passes over what lies before `size`. To be called once before the first entry. */
  async begin(size: number): Promise<void> {
    do await this.#advance();
    while (this.due <= size && this.due !== Number.POSITIVE_INFINITY);
  }

  async #advance(): Promise<void> {
    const { done, value } = await this.#heads.next();
    this.#next = done ? undefined : value;
    const head = this.#next && ('head' in this.#next ? this.#next.head : this.#next);
    this.due = head?.size ?? Number.POSITIVE_INFINITY;
  }

  /** To be called when the log has reached `due`. */
  async check(verifier: LogVerifier): Promise<void> {
    while (this.#next && this.due <= verifier.size) {
      if (this.due === verifier.size) {
        if ('head' in this.#next) verifier.signedHead(this.#next, this.#source);
        else verifier.knownHead(this.#next, this.#source);
      }
      await this.#advance();
    }
  }

  /** To be called after the last entry: the first head that the log does not reach. */
  end(verifier: LogVerifier): void {
    const head = this.#next && ('head' in this.#next ? this.#next.head : this.#next);
    if (head && head.size > verifier.size) verifier.cutOff(head, this.#source);
  }
}
