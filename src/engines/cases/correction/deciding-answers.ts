import { changedFields, type FieldPath, type Form, type FormData, fieldOf, valueAt } from '#engines/forms';
import { findAccount, sightOfNumber, signsIn } from '#engines/identity';
import { choosing, restsOn } from '#engines/processes';
import type { Queryable } from '#platform/db';
import { fold } from '#platform/text';
import { usesOf } from '../acts/uses.ts';
import { limitAtReception } from '../deadlines/limit.ts';
import { claimedExemption, feesOf } from '../fees/ask.ts';
import { limitData, processData } from '../process/data.ts';
import type { LoadedProcedure } from '../process/load.ts';
import type { Dossier } from '../types.ts';
import { type Corrected, fieldOfProfile } from './corrected.ts';
import { namesItsPlace } from './place-said.ts';

/** What hangs on an answer: what is to be paid, the time limit, the way through the process, the agency, whose dossier it is. */
export type Hangs = 'fee' | 'limit' | 'way' | 'agency' | 'applicant';
export type Deciding = { path: FieldPath; hangs: Hangs };

const withUse = (form: Form, use: string): FieldPath[] =>
  Object.entries(form.fields).flatMap(([path, field]) => (field.use === use ? [path as FieldPath] : []));

/**
 * Whether a correction would take the dossier out of the hands of who it is with: his name where the account is his own, and his number there or
 * where a card showed it. A number that was only typed led to nobody, and may be another.
 */
async function ofAnother(
  q: Queryable,
  form: Form,
  dossier: Dossier,
  next: Corrected,
): Promise<FieldPath | undefined> {
  const number = fieldOfProfile(form, 'personalNumber');
  const was = number && valueAt(dossier.data as FormData, number);
  const otherNumber = number !== undefined && was !== undefined && valueAt(next.data, number) !== was;
  const otherName = fold(next.applicantName) !== fold(dossier.applicantName);
  if ((!otherNumber && !otherName) || !dossier.applicantId) return undefined;
  const account = await findAccount(q, dossier.applicantId);
  if (otherNumber && account && (signsIn(account) || (await sightOfNumber(q, account.id)))) return number;
  if (!otherName) return undefined;
  const fitted = account && signsIn(account) && fold(account.name) === fold(dossier.applicantName);
  return fitted ? (fieldOfProfile(form, 'name') ?? '') : undefined;
}

/**
 * The answers that a correction may not change, because something was settled by them when the dossier was received: a fee or that it is
 * not asked for, the time limit, the way through its process, the agency, the account with which it lies. Such a dossier is withdrawn and
 * received anew. None where nothing of it would be otherwise; nor at the place that is named where the dossier, at `at`, lies there already.
 */
export async function decidingAnswers(
  q: Queryable,
  procedure: LoadedProcedure,
  dossier: Dossier,
  next: Corrected,
  at: Date,
): Promise<Deciding[]> {
  const { version, form, graph } = procedure;
  const [was, is] = [dossier.data as FormData, next.data];
  const after = { ...dossier, data: is };
  const changed = changedFields(form, was, is);
  const found: Deciding[] = [];
  const add = (hangs: Hangs, paths: readonly FieldPath[]) => {
    for (const path of paths) if (!found.some(d => d.path === path)) found.push({ path, hangs });
  };
  if (
    usesOf(form, was).area !== usesOf(form, is).area &&
    !(await namesItsPlace(q, procedure, dossier, is, at))
  )
    add('agency', withUse(form, 'area').slice(0, 1));
  const claims = (data: FormData) =>
    JSON.stringify(feesOf(version, dossier.channel).map(fee => claimedExemption(fee, form, data) ?? null));
  if (claims(was) !== claims(is)) add('fee', withUse(form, 'exemption').slice(0, 1));
  const { outcomes } = dossier.processState;
  const limit = (data: FormData) =>
    JSON.stringify(limitAtReception(version, { channel: dossier.channel, data }) ?? null);
  const cases = Object.values(version.limits).flatMap(published => published?.cases ?? []);
  const read = { before: limitData(dossier), after: limitData(after) };
  for (const { if: condition } of cases) add('limit', restsOn(condition, read, outcomes, changed));
  if (limit(was) !== limit(is)) add('limit', changed);
  const run = { before: processData(dossier, form), after: processData(after, form) };
  for (const text of choosing(graph)) add('way', restsOn(text, run, outcomes, changed));
  const another = await ofAnother(q, form, dossier, next);
  if (another !== undefined) add('applicant', [another]);
  return found.map(d => ({ ...d, path: d.path && fieldOf(form, d.path) }));
}
