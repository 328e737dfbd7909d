import { createHash } from 'node:crypto';
import { type FieldPath, type Form, type FormData, readRow } from '#engines/forms';
import { vaultService } from '#engines/identity';
import { findProcedureInForce, ProcedureNotFound } from '#engines/procedures';
import { localDate } from '#platform/clock';
import type { Tx } from '#platform/db';
import { type AppError, isAppError } from '#platform/errors';
import type { Ctx } from '#platform/http';
import type { FieldError } from '#ui';
import { casesService } from '../../deps.ts';
import { saveDraft } from '../../drafts/draft.ts';
import { loadProcedure } from '../../process/load.ts';
import { findTwins, type Matter } from '../../same-matter/find-same-matter.ts';
import { beginIntake, takePerson } from '../begin.ts';
import { intakeFaults, personFaults } from '../check.ts';
import { DESK } from '../desk-fields.ts';
import { getIntake, saveDesk } from '../intake.ts';
import { mustReceive } from '../may-receive.ts';
import { personForm } from '../person-form.ts';
import { receiveIn } from '../receive.ts';
import { COMPLETE, NUMBERLESS, PERSON, takenFrom } from './columns.ts';
import type { ListedRow } from './read-list.ts';

/** What became of a row. `before`: it was received from an earlier list. */
export type RowOutcome = { line: number; person: string } & (
  | { state: 'received' | 'before'; code: string; dossierId: string }
  /** Only tried: it would be received. */
  | { state: 'good' }
  /** Places of the row, as its columns have them, with what to do. */
  | { state: 'wrong'; faults: FieldError[] }
);

class Wrong extends Error {
  readonly faults: FieldError[];
  constructor(faults: FieldError[]) {
    super('a row that cannot be received');
    this.faults = faults;
  }
}
class OnlyTried extends Error {}

type Received = { code: string; dossierId: string };

const findReceived = (q: Pick<Tx, 'maybe'>, digest: Buffer): Promise<Received | undefined> =>
  q.maybe<Received>(
    `SELECT c.code, l.dossier_id AS "dossierId" FROM cases.listed_row l
     JOIN cases.dossier_code c ON c.dossier_id = l.dossier_id WHERE l.digest = $1`,
    [digest],
  );

const isYes = (text: string | undefined): boolean =>
  text !== undefined && !['khong', 'không', 'no', '0', 'false'].includes(text.toLowerCase());

/** The cells of who applies, and those of the form. */
function partsOfRow({ cells }: ListedRow): { person: Map<FieldPath, string>; form: Map<FieldPath, string> } {
  const all = [...cells].filter(([place]) => place !== COMPLETE && place !== NUMBERLESS);
  const own = ([place]: [FieldPath, string]) => place.startsWith(PERSON);
  return {
    person: new Map(all.filter(own).map(([place, text]) => [place.slice(PERSON.length), text])),
    form: new Map(all.filter(cell => !own(cell))),
  };
}

/** Who applies, read as the desk's own form. */
async function personOf(ctx: Ctx, tx: Tx, cells: ReadonlyMap<FieldPath, string>) {
  const asking = { t: ctx.t, clock: ctx.clock, config: ctx.config, db: tx };
  const { data, faults } = await readRow(asking, personForm, {}, cells);
  const wrong = [...faults, ...(await personFaults(asking, data))];
  return { person: data, faults: wrong.map(f => ({ ...f, path: PERSON + f.path })) };
}

/**
 * What is wrong with a row, said once and where it was written: what the form takes from who applies at his columns, papers at the desk's own.
 * Cells that are filled though nothing is asked there are told when nothing else is wrong: mostly that follows from another answer.
 */
function wrongIn(
  { t }: Ctx,
  form: Form,
  cells: ListedRow['cells'],
  found: { person: FieldError[]; unasked: FieldError[]; form: FieldError[] },
): FieldError[] {
  const ofDesk = (path: FieldPath) => path.startsWith(DESK.originals) || path.startsWith(DESK.copies);
  const placed = found.form.map(({ path, message }) =>
    ofDesk(path)
      ? { path: COMPLETE, message: t('cases.listed.papers') }
      : { path: cells.has(path) ? path : (takenFrom(form, path) ?? path), message },
  );
  const all = [...found.person, ...placed];
  if (!all.length) return found.unasked;
  return all.filter((fault, i) => all.findIndex(f => f.path === fault.path) === i);
}

/** What a row says of somebody else's matter is decided at the counter, where the other dossier may be looked at. */
async function twinFaults(ctx: Ctx, tx: Tx, sameMatter: Matter['sameMatter'], data: FormData) {
  const twins = await findTwins(tx, ctx.get(casesService), { sameMatter, data }, localDate(ctx.clock.now()));
  return twins.length ? [{ path: '', message: ctx.t('cases.listed.twin') }] : [];
}

/** Enters a row as a clerk enters an intake, and receives it, in one transaction. Throws Wrong with all that is to mend. */
async function receiveRow(
  tx: Tx,
  ctx: Ctx,
  procedure: string,
  agencyId: string,
  row: ListedRow,
): Promise<Received> {
  const clerkId = ctx.visitor!.accountId;
  const now = ctx.clock.now();
  const { draft } = await beginIntake(tx, ctx, procedure, agencyId);
  const open = () => getIntake(tx, clerkId, draft.id, now);
  const cells = partsOfRow(row);
  const { person, faults } = await personOf(ctx, tx, cells.person);
  await takePerson(tx, ctx, await open(), person, null);
  const intake = await open();
  const { form, version } = await loadProcedure(tx, intake.draft);
  const asking = { t: ctx.t, clock: ctx.clock, config: ctx.config, db: tx };
  const read = await readRow(asking, form, intake.draft.data as FormData, cells.form);
  const desk = { complete: isYes(row.cells.get(COMPLETE)), noNumber: isYes(row.cells.get(NUMBERLESS)) };
  const { data } = read;
  const told = await intakeFaults(asking, form, version, { desk, person, data });
  const wrong = wrongIn(ctx, form, row.cells, {
    person: faults,
    unasked: read.faults,
    form: told.map(f => ({ ...f, path: read.cellOf(f.path) })),
  });
  if (!wrong.length) wrong.push(...(await twinFaults(ctx, tx, version.sameMatter, data)));
  if (wrong.length) throw new Wrong(wrong);
  const { revision } = intake.draft;
  await saveDraft(tx, intake.draft, { data, sources: intake.draft.sources, revision }, now);
  await saveDesk(tx, intake.draft, desk);
  const { id, code } = await receiveIn(tx, ctx, await open());
  return { code, dossierId: id };
}

const refusal = ({ t }: Ctx, { code, params }: AppError): FieldError => ({
  path: '',
  message: t('ui.refusal', { what: t(`error.${code}.what`, params), todo: t(`error.${code}.todo`, params) }),
});

/** What a row says, whatever the order of its columns and wherever it stands in the file. */
function digestOf(ctx: Ctx, procedure: string, agencyId: string, { cells }: ListedRow): Buffer {
  const said = [...cells].sort(([a], [b]) => (a < b ? -1 : 1));
  const hash = createHash('sha256')
    .update(JSON.stringify([procedure, agencyId, said]))
    .digest('hex');
  return ctx.get(vaultService).digest('listed-row', hash);
}

/**
 * Receives the rows of a list at an office, each as one transaction that is done whole or not at all; what is wrong with one says nothing of
 * the others. The same row is received once, whoever sends it again. `tried`: all is done and taken back, to see what is wrong.
 * Throws ProcedureNotFound, DeskOnlineOnly and DeskNotForThis, which hold for every row.
 */
export async function receiveList(
  ctx: Ctx,
  {
    procedure,
    agencyId,
    rows,
    tried,
  }: { procedure: string; agencyId: string; rows: readonly ListedRow[]; tried: boolean },
): Promise<RowOutcome[]> {
  const now = ctx.clock.now();
  const version = await findProcedureInForce(ctx.db, procedure, localDate(now));
  if (!version) throw ProcedureNotFound({ code: procedure });
  await mustReceive(ctx.db, ctx.visitor!, version, agencyId, now);
  const outcomes: RowOutcome[] = [];
  const receive = async (row: ListedRow, digest: Buffer): Promise<RowOutcome> => {
    const who = { line: row.line, person: row.cells.get(`${PERSON}name`) ?? '' };
    const before = await findReceived(ctx.db, digest);
    if (before) return { ...who, state: 'before', ...before };
    try {
      const received = await ctx.db.tx(async tx => {
        const done = await receiveRow(tx, ctx, procedure, agencyId, row);
        if (tried) throw new OnlyTried();
        await tx.run('INSERT INTO cases.listed_row (digest, dossier_id, received_at) VALUES ($1, $2, $3)', [
          digest,
          done.dossierId,
          ctx.clock.now(),
        ]);
        return done;
      });
      return { ...who, state: 'received', ...received };
    } catch (error) {
      if (error instanceof OnlyTried) return { ...who, state: 'good' };
      if (error instanceof Wrong) return { ...who, state: 'wrong', faults: error.faults };
      // Somebody sent the same row at the same moment: his was first.
      const first = (error as { code?: string }).code === '23505' && (await findReceived(ctx.db, digest));
      if (first) return { ...who, state: 'before', ...first };
      if (!isAppError(error) || error.status >= 500) throw error;
      return { ...who, state: 'wrong', faults: [refusal(ctx, error)] };
    }
  };
  const lines = new Map<string, number>();
  for (const row of rows) {
    const digest = digestOf(ctx, procedure, agencyId, row);
    const twice = lines.get(digest.toString('hex'));
    if (twice === undefined) {
      lines.set(digest.toString('hex'), row.line);
      outcomes.push(await receive(row, digest));
      continue;
    }
    const message = ctx.t('cases.listed.twice', { line: String(twice) });
    const person = row.cells.get(`${PERSON}name`) ?? '';
    outcomes.push({ line: row.line, person, state: 'wrong', faults: [{ path: '', message }] });
  }
  return outcomes;
}
