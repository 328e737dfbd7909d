/**
 * What a verification has found. `code`:
 *
 * - `head`: a signed head does not fit the entries: one of the positions `from` to `to` is not what was signed
 * - `entry`: the entry at `position` was changed: its true leaf survives elsewhere
 * - `copy`: the entry is what was signed, but a stored hash of it is not
 * - `gone`: there is no entry at `position`
 * - `cut-off`: the log ends before a signed head's size
 * - `signature`: a head is not signed by the key in force
 * - `head-missing`: no signed head over more than 256 positions
 * - `key`, `epoch`: a rotation or an opening that the key in force did not sign, or that states what is not so
 */
export type Problem = {
  code: string;
  position?: number;
  from?: number;
  to?: number;
  id?: string;
  detail: string;
};
