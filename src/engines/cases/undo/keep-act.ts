import { newId, type Tx } from '#platform/db';
import type { Appended, Ledger, NewEntry } from '#platform/ledger';
import { refuseJudgedOtherwise } from '../access/judged.ts';
import type { CaseDeps } from '../deps.ts';
import type { Actor, Dossier } from '../types.ts';
import { type Image, imageOf, standOf } from './image.ts';
import { UNDOING, undoingOf } from './kinds.ts';

/** `past`: a simulation tells of acts of long ago; nobody will take them back, unless a complaint about what ended a dossier is upheld. */
type Deps = Pick<CaseDeps, 'ledger'> | (Pick<CaseDeps, 'ledger'> & { past?: true });
type Verb<D extends Deps, I extends { dossierId: string }, R extends unknown[]> = (
  tx: Tx,
  deps: D,
  input: I,
  actor: Actor,
  ...rest: R
) => Promise<Dossier>;

type Told = NewEntry & Pick<Appended, 'id' | 'version'>;

/** The ledger, and what it is told from now on. */
function listening(ledger: CaseDeps['ledger'], told: Told[]): CaseDeps['ledger'] {
  const append: Ledger['append'] = async (tx, entry) => {
    const appended = await ledger.append(tx, entry);
    told.push({ ...entry, id: appended.id, version: appended.version });
    return appended;
  };
  const appendMany: Ledger['appendMany'] = async (tx, entries) => {
    const appended = await ledger.appendMany(tx, entries);
    for (const [i, entry] of entries.entries()) {
      const { id = '', version = 0 } = appended[i] ?? {};
      told.push({ ...entry, id, version });
    }
    return appended;
  };
  return { ...ledger, append, appendMany };
}

/**
 * An act of an official on a dossier, made so that he can take it back (`undoAct`): in its transaction, and under the dossier's lock, what the
 * dossier was before is kept. Acts of applicants and of the system, and those that change nothing, are done as they are. `ends`: it ends a
 * dossier for good, so that what was before is kept also where it is told of the past. Whose right was judged before the lock was had (`actorOn`,
 * `actorAt`) is refused where the dossier stands otherwise since (ACT_NOT_ALLOWED_NOW); `alone`: where his own step does.
 */
export const undoable =
  <D extends Deps, I extends { dossierId: string }, R extends unknown[] = []>(
    verb: Verb<D, I, R>,
    { ends = false, alone = false }: { ends?: boolean; alone?: boolean } = {},
  ): Verb<D, I, R> =>
  async (tx, deps, input, actor, ...rest) => {
    const { judged } = actor;
    const keeps = actor.postId !== null && (ends || !('past' in deps && deps.past));
    if (!keeps && !judged) return verb(tx, deps, input, actor, ...rest);
    // Sent together; the image is taken once the lock is had.
    const held = 'locked' in input && input.locked;
    const [, before] = await Promise.all([
      held || tx.run('SELECT FROM cases.dossier WHERE id = $1 FOR UPDATE', [input.dossierId]),
      imageOf(tx, input.dossierId),
    ]);
    if (before && judged?.dossierId === input.dossierId) refuseJudgedOtherwise(judged, before, alone);
    if (!keeps) return verb(tx, deps, input, actor, ...rest);
    const told: Told[] = [];
    const now = await verb(tx, { ...deps, ledger: listening(deps.ledger, told) }, input, actor, ...rest);
    if (before) await keep(tx, { before, now, told, input, actor });
    return now;
  };

type Done = {
  before: Image;
  now: Dossier;
  told: readonly Told[];
  input: { dossierId: string };
  actor: Actor;
};

const kindOf = (entry: NewEntry): string => entry.kind.slice('case.'.length);

async function keep(tx: Tx, { before, now, told, input, actor }: Done): Promise<void> {
  const own = told.filter(e => e.subject === `dossier:${now.id}` && e.kind.startsWith('case.'));
  const act = own.find(e => e.actor === actor.accountId && UNDOING[kindOf(e)] === null);
  // What cannot be taken back needs no image of what was.
  if (!act || undoingOf(kindOf(act), act.body ?? {}) !== null) return;
  const versions = own.map(e => e.version);
  const result = own.find(e => e.kind === 'case.result-issued')?.body?.result;
  await tx.run(
    `INSERT INTO cases.undoable_act (id, dossier_id, entry_id, kind, from_version, to_version, at, by, post_id, agency_id, task_id, result_id,
       status_before, status_after, stood, before, money) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
    [
      newId(),
      now.id,
      act.id,
      kindOf(act),
      Math.min(...versions),
      Math.max(...versions),
      actor.at,
      actor.accountId,
      actor.postId,
      actor.agencyId,
      'taskId' in input ? input.taskId : null,
      result ?? null,
      before.row.status,
      now.status,
      standOf(now.processState),
      JSON.stringify(before),
      JSON.stringify(
        told
          .filter(e => e.subject.startsWith('obligation:'))
          .map(e => ({ id: e.subject.slice('obligation:'.length), kind: e.kind.slice('payment.'.length) })),
      ),
    ],
  );
}
