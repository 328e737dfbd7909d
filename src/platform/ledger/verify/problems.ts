/**
 * In the tree, found from an export alone:
 * - `head`: a signed head does not fit the entries: one of the positions `from` to `to` is not what was signed
 * - `entry`: the entry at `position` was changed: its true hash survives elsewhere
 * - `gone`: there is no entry at `position`, or one with a receipt is nowhere; `doubled`: there is a second one
 * - `cut-off`: the log ends before a signed head's size
 * - `signature`: a head is not signed by the key in force
 * - `head-missing`: no signed head over more than 256 positions
 * - `key`, `epoch`: a rotation or an opening that the key in force did not sign, or that states what is not so
 * - `line`: a line of the export cannot be read
 *
 * Around it, in the database:
 * - `copy`: the entry is what was signed, but a stored hash of it is not
 * - `column`: a column beside the bytes says something else than they
 * - `version`, `order`: the index of versions, or the order within a subject, does not agree with the entries
 * - `late`: an entry was put in behind the sealer
 * - `personal`, `salt`, `unerased`: a personal value is not the one committed to, is gone without an erasure, or is
 *   there in spite of one
 * - `more`: there are more problems than are listed
 */
export type ProblemCode =
  | 'head'
  | 'entry'
  | 'gone'
  | 'doubled'
  | 'cut-off'
  | 'signature'
  | 'head-missing'
  | 'key'
  | 'epoch'
  | 'line'
  | 'copy'
  | 'column'
  | 'version'
  | 'order'
  | 'late'
  | 'personal'
  | 'salt'
  | 'unerased'
  | 'more';

/**
 * More about a problem or a note: `why` names the sentence (`cli.ledger.why.…`), `params` are what it names. A `source` among them
 * says where a head was found: in the `log`, on `file`, with a `stamp`, or `given`.
 */
export type Why = { why: string; params: Readonly<Record<string, string | number>> };

/** Why something is a problem, as a key of the texts with its values. */
export const because = (why: string, params: Why['params'] = {}): Why => ({ why, params });

/** What a verification has found, and where. */
export type Problem = {
  code: ProblemCode;
  position?: number;
  from?: number;
  to?: number;
  /** The entry's. */
  id?: string;
  detail?: Why;
};

/**
 * Nothing could be verified. `no-export`: the file is something else; `begins-later`: it begins at `from`, and `expected`
 * would have gone on from what was verified before; `gap`: the positions from `from` to `to` are missing; `unsealed`: nothing was
 * ever sealed here; `no-checkpoint`: what should say where to go on says something else.
 */
export class NotVerifiable extends Error {
  readonly reason: 'no-export' | 'begins-later' | 'gap' | 'unsealed' | 'no-checkpoint';
  readonly params: Record<string, number>;
  constructor(reason: NotVerifiable['reason'], message: string, params: Record<string, number> = {}) {
    super(`ledger: ${message}`);
    this.name = 'NotVerifiable';
    this.reason = reason;
    this.params = params;
  }
}
