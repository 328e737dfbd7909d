import {
  type FieldLayout,
  type FieldPath,
  type Form,
  type FormData,
  prefill,
  valueAt,
  withValue,
} from '#engines/forms';
import { findAgency, findArea } from '#engines/organisation';
import { findProcedureInForce, ProcedureNotFound } from '#engines/procedures';
import { localDate } from '#platform/clock';
import type { Queryable, Tx } from '#platform/db';
import type { Ctx } from '#platform/http';
import { sourcesOf } from '../drafts/application.ts';
import { saveDraft } from '../drafts/draft.ts';
import { known, profileSource } from '../drafts/known.ts';
import { communeWithin, residenceLine } from '../drafts/residence.ts';
import { loadProcedure } from '../process/load.ts';
import { findPerson, type KnownPerson } from './find-people.ts';
import { savePerson, startIntake } from './intake.ts';
import { mustReceive } from './may-receive.ts';
import { personForm, saidOf } from './person-form.ts';
import type { Intake } from './types.ts';

/**
 * Begins an intake for the procedure in force today at an office. Throws ProcedureNotFound, DeskOnlineOnly, DeskNotForThis.
 */
export async function beginIntake(tx: Tx, ctx: Ctx, code: string, agencyId: string): Promise<Intake> {
  const now = ctx.clock.now();
  const version = await findProcedureInForce(tx, code, localDate(now));
  if (!version) throw ProcedureNotFound({ code });
  await mustReceive(tx, ctx.visitor!, version, agencyId, now);
  const clerkId = ctx.visitor!.accountId;
  return startIntake(tx, { clerkId, agencyId, procedureVersionId: version.id }, now);
}

/** Whether a known person's telephone may be taken over: the clerk typed it, or one of the counters wrote it down. */
const trusts = (person: KnownPerson, typed: string) =>
  !person.signsIn ||
  person.seen ||
  (person.phone !== null && typed.replace(/\D/g, '').endsWith(person.phone.slice(-9)));

/**
 * What is known of somebody, for the desk's form. His telephone only where it is surely his: an account that only says to have
 * this personal number may be another's, and what is received goes to whose telephone it is.
 */
export async function personFrom(
  tx: Tx,
  ctx: Ctx,
  accountId: string,
  typed: string,
): Promise<FormData | undefined> {
  const person = await findPerson(tx, accountId);
  if (!person) return undefined;
  const profile = await profileSource.load(tx, ctx, accountId);
  const { data } = prefill(personForm, {}, { profile });
  return trusts(person, typed) ? data : withValue(data, 'phone', undefined);
}

/** What the form may take from the person before the clerk: his answers, as a profile names them. */
async function factsOfPerson(
  tx: Tx,
  ctx: Ctx,
  person: FormData,
  accountId: string | null,
): Promise<FormData> {
  const kept = accountId ? await profileSource.load(tx, ctx, accountId) : {};
  const { ethnicity } = kept as { ethnicity?: string };
  const date = localDate(ctx.clock.now());
  const areas = await communeWithin(tx, saidOf(person, 'commune'), date);
  const residence = residenceLine(saidOf(person, 'address'), areas);
  return { ...person, ...(ethnicity ? { ethnicity } : {}), residence };
}

/** Fields for a commune that is the office's where nothing else is known: the place of the matter, and the centre where a result is fetched. */
function placesIn(form: Form): FieldPath[] {
  const fields = Object.entries(form.fields).filter(([path]) => !path.includes('*'));
  const delivery = fields.find(([, f]) => f.use === 'delivery')?.[0];
  const fetched = (f: FieldLayout) =>
    f.within === 'home' &&
    f.showIf !== undefined &&
    'equals' in f.showIf &&
    f.showIf.field === delivery &&
    f.showIf.equals === 'counter';
  return fields.filter(([, f]) => f.use === 'area' || fetched(f)).map(([path]) => path);
}

/** The commune of the office where one is asked for and nothing else is known: most people go to their own, and come there for the result. */
export async function withPlaces(
  q: Queryable,
  form: Form,
  data: FormData,
  agencyId: string,
  date: string,
): Promise<{ data: FormData; paths: readonly FieldPath[] }> {
  const paths = placesIn(form).filter(path => valueAt(data, path) === undefined);
  const office = paths.length ? await findAgency(q, agencyId, date) : undefined;
  const area = office?.areaId ? await findArea(q, office.areaId, date) : undefined;
  if (area?.level !== 'commune') return { data, paths: [] };
  return { data: paths.reduce((filled, path) => withValue(filled, path, area.code), data), paths };
}

/**
 * Keeps who applies and fills in what the procedure's form would ask of him again; what was typed into it before stays. What he
 * answered in earlier dossiers is offered only where he was seen at a counter.
 */
export async function takePerson(
  tx: Tx,
  ctx: Ctx,
  intake: Intake,
  person: FormData,
  accountId: string | null,
): Promise<void> {
  const { draft } = intake;
  const { form } = await loadProcedure(tx, draft);
  const who = accountId ? await findPerson(tx, accountId) : undefined;
  const sources = new Set([...sourcesOf(form)].filter(s => s !== 'profile'));
  const others = who && (who.seen || !who.signsIn) ? await known(tx, ctx, who.accountId, sources) : {};
  const facts = { ...others, profile: await factsOfPerson(tx, ctx, person, accountId) };
  // Another person than before: what came from the first is not kept for the second.
  const before = Object.keys(draft.sources).reduce<FormData>(
    (data, path) => withValue(data, path, undefined),
    draft.data as FormData,
  );
  const { data: filled, sources: from } = prefill(form, before, facts);
  const { data, paths: places } = await withPlaces(
    tx,
    form,
    filled,
    intake.agencyId,
    localDate(ctx.clock.now()),
  );
  const marked = Object.fromEntries(
    Object.entries(from).map(([path, source]) => [path, source === 'profile' ? 'desk' : source]),
  );
  for (const place of places) marked[place] = 'office';
  // The draft first, as everywhere: two who save at once wait for each other in one order.
  await saveDraft(tx, draft, { data, sources: marked, revision: draft.revision }, ctx.clock.now());
  await savePerson(tx, draft, person, accountId);
}
