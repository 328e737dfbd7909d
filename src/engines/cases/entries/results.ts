import { Type } from 'typebox';
import type { EntryKind } from '#platform/ledger';
import { Digest, kind } from './kind.ts';

/** What is issued, corrected, revoked, and how it comes to whom it belongs. */
export const resultEntries: readonly EntryKind[] = [
  kind(
    'result-issued',
    {
      result: Type.String(),
      resultKind: Type.String(),
      number: Type.String(),
      // Absent where the paper is drawn when somebody opens it; then `result-drawn` says it.
      sha256: Type.Optional(Digest),
      // The step that ended with it.
      task: Type.Optional(Type.String()),
      // Codes of other dossiers that may be about the same matter; why it was granted all the same is personal.
      twins: Type.Optional(Type.Array(Type.String())),
    },
    ['whyDespite'],
  ),
  // One of several results is refused by the agency that would issue it; the others go on.
  kind(
    'result-declined',
    {
      task: Type.String(),
      element: Type.String(),
      resultKind: Type.String(),
      title: Type.String(),
      // Of the slip, in the book of the issuer.
      number: Type.String(),
      issuer: Type.String(),
    },
    ['reason'],
  ),
  kind('result-drawn', {
    result: Type.String(),
    resultKind: Type.String(),
    number: Type.String(),
    sha256: Digest,
  }),
  ...(['result-corrected', 'result-reissued'] as const).map(name =>
    kind(
      name,
      {
        act: Type.String(),
        // The result that holds no more, and its number; then the one that takes its place.
        of: Type.String(),
        was: Type.String(),
        result: Type.String(),
        resultKind: Type.String(),
        number: Type.String(),
        sha256: Digest,
        // Whose the dossier is, is said otherwise since.
        renamed: Type.Optional(Type.Boolean()),
      },
      // `owner`: whose the dossier is, where a correction says so otherwise.
      ['reason', 'changes', 'owner'],
    ),
  ),
  kind(
    'result-revoked',
    {
      act: Type.String(),
      how: Type.String(),
      of: Type.String(),
      was: Type.String(),
      resultKind: Type.String(),
      // Of the decision.
      number: Type.String(),
      sha256: Digest,
    },
    ['reason', 'basis'],
  ),
  // A decision that revoked or annulled a result holds no more, by force of another decision.
  kind(
    'revocation-lifted',
    {
      act: Type.String(),
      how: Type.String(),
      of: Type.String(),
      was: Type.String(),
      resultKind: Type.String(),
      number: Type.String(),
      decision: Type.String(),
      decidedOn: Type.String({ format: 'date' }),
      // The agency whose decision it is.
      decidedBy: Type.Optional(Type.String()),
      // Codes of other dossiers with a result of the same matter that holds; why this one holds as well is personal.
      twins: Type.Optional(Type.Array(Type.String())),
    },
    ['whyDespite'],
  ),
  kind(
    'returned',
    {
      how: Type.String(),
      // The step that ended with it.
      task: Type.Optional(Type.String()),
      // After the process: the numbers of the new papers, in the place of those that were handed over before.
      anew: Type.Optional(Type.Array(Type.String())),
      // No result held any more: what was handed over is the decision that ended it (`revocation`, `annulment`), of this number.
      ended: Type.Optional(Type.String()),
      decision: Type.Optional(Type.String()),
      // What went with it, where that is written down: ids of results, or of the decisions in their place.
      given: Type.Optional(Type.Array(Type.String())),
      // Nothing was given yet: no account has it, and its paper waits for whom it belongs to.
      owed: Type.Optional(Type.Literal(true)),
      // At a counter: how the clerk knew the recipient, and how he signed.
      checked: Type.Optional(Type.String()),
      signed: Type.Optional(Type.String()),
      signature: Type.Optional(Digest),
      // Both had to sign, and did; `second` is the other of them.
      both: Type.Optional(Type.Literal(true)),
      secondSignature: Type.Optional(Digest),
      // By post: the list with which it went out; `address` where the clerk had to ask for it.
      list: Type.Optional(Type.String()),
    },
    // `mismatch`: why it was given to two of whom something does not agree with the dossier; `reason`: why no paper was handed over that was asked for.
    ['recipient', 'second', 'mismatch', 'address', 'reason'],
  ),
  kind('mail-tracked', { tracking: Type.String() }),
  // `corrected`: day and name take the place of those that the same clerk had noted wrong.
  kind('mail-delivered', { on: Type.String(), corrected: Type.Optional(Type.Literal(true)) }, ['to']),
  // `replaced`: another paper took the place of what was in it before it came back.
  kind('mail-returned', { on: Type.String(), replaced: Type.Optional(Type.Literal(true)) }, ['why']),
  // What the post brought back goes out again, with another letter on this list.
  kind('mail-sent-again', { list: Type.String(), given: Type.Optional(Type.Array(Type.String())) }, [
    'address',
  ]),
  // What the post brought back, at the counter after all.
  // `ended`, `decision`, `given`: as of `returned`.
  kind(
    'handed-over',
    {
      checked: Type.String(),
      signed: Type.String(),
      signature: Type.Optional(Digest),
      ended: Type.Optional(Type.String()),
      decision: Type.Optional(Type.String()),
      given: Type.Optional(Type.Array(Type.String())),
    },
    ['recipient'],
  ),
];
