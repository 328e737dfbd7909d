import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * What the system under test has said yes to. `applied`: a draft was sent (its id). `submitted`: a program’s dossier was received
 * (the key under which it was sent). `acted`: a clerk’s step was done (the task). `uploaded`: all of a file has come (its SHA-256).
 * `arrived`: so many
 * bytes of a file had come when its sender died, and so many of them the server told the next one that it has (the upload).
 * `gone`: the server knows nothing any more of a file that it had let somebody send (the upload, or
 * the key of the dossier that it was for).
 */
export type Ack =
  | { act: 'applied' | 'submitted' | 'acted' | 'uploaded' | 'gone'; id: string }
  | { act: 'arrived'; id: string; bytes: number; kept: number };
export type Noted = Ack & { at: number };

/**
 * Acknowledgements, written down by whoever got them as they come: in a file of their own, so that whatever happens to the system
 * under test does not happen to its judge.
 */
export class Acks {
  readonly file = path.join(mkdtempSync(path.join(tmpdir(), 'fansipan-acks-')), 'acks.jsonl');
  #count = 0;

  constructor() {
    writeFileSync(this.file, '');
  }

  get count(): number {
    return this.#count;
  }

  write(ack: Ack): void {
    appendFileSync(this.file, `${JSON.stringify({ at: Date.now(), ...ack })}\n`);
    this.#count += 1;
  }

  /** What was acknowledged, from the one at `since` on (see `count`). */
  read(since = 0): Noted[] {
    return readFileSync(this.file, 'utf8')
      .split('\n')
      .filter(line => line !== '')
      .slice(since)
      .map(line => JSON.parse(line) as Noted);
  }

  remove(): void {
    rmSync(path.dirname(this.file), { recursive: true, force: true });
  }
}

/** The longest time without an acknowledgement from `since` on, in ms. */
export function longestGap(acks: readonly Noted[], since: number): number {
  const times = [since, ...acks.map(ack => ack.at).filter(at => at > since)];
  return Math.max(0, ...times.slice(1).map((at, i) => at - (times[i] ?? at)));
}
