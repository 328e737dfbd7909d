import {
  type Asker,
  type FieldPath,
  type Form,
  type FormData,
  fieldsIn,
  forStaff,
  validateAll,
  valueAt,
} from '#engines/forms';
import { readName, readPersonalNumber } from '#engines/identity';
import type { Ctx } from '#platform/http';
import type { FieldError } from '#ui';
import { placeFaults } from '../acts/place-fault.ts';
import { usesOf } from '../acts/uses.ts';
import type { RunningVersion } from '../process/load.ts';
import { DESK } from './desk-fields.ts';
import { asksForCopies, papersAsked, papersOnDesk, readCount } from './papers.ts';
import { personForm, saidOf } from './person-form.ts';
import { readTracking, trackingFault } from './tracking.ts';
import type { Delegate, DeskNotes, Intake } from './types.ts';

type AtDesk = Pick<Intake, 'desk' | 'person'>;

/**
 * Places of a form that may stay empty at a counter: the telephone of who has none; the number of the applicant who has none, and of
 * others when the clerk says so; and scans of papers, which lie on the desk.
 */
export function excusedAt(
  form: Form,
  data: FormData,
  { desk, person }: AtDesk,
): (path: FieldPath) => boolean {
  const numberless = person !== null && saidOf(person, 'personalNumber') === undefined;
  const fields = new Map(fieldsIn(form, data).map(f => [f.path, f]));
  return path => {
    const field = fields.get(path);
    if (field?.widget === 'file' || field?.layout.use === 'phone') return true;
    if (field?.widget !== 'personal-number') return false;
    return (
      desk.noNumber === true ||
      (numberless && [field.layout.prefill].flat().includes('profile.personalNumber'))
    );
  };
}

/** Who came instead of the applicant, where somebody did and it is said well enough. */
export function delegateOf({ represented, delegate }: DeskNotes): Delegate | null {
  const name = readName(delegate?.name ?? '');
  if (!represented || !name || !delegate?.relation) return null;
  const personalNumber = readPersonalNumber(delegate.personalNumber);
  return { name, relation: delegate.relation, ...(personalNumber ? { personalNumber } : {}) };
}

function delegateFaults({ t }: Pick<Ctx, 't'>, { represented, delegate }: DeskNotes): FieldError[] {
  if (!represented) return [];
  const typed = delegate?.personalNumber ?? '';
  return [
    ...(readName(delegate?.name ?? '')
      ? []
      : [{ path: DESK.delegateName, message: t('cases.desk.delegate-name') }]),
    ...(typed && !readPersonalNumber(typed)
      ? [{ path: DESK.delegateNumber, message: t('cases.desk.delegate-number') }]
      : []),
    ...(delegate?.relation
      ? []
      : [{ path: DESK.delegateRelation, message: t('cases.desk.delegate-relation') }]),
  ];
}

function paperFaults(
  { t }: Pick<Ctx, 't'>,
  form: Form,
  version: RunningVersion,
  data: FormData,
  desk: DeskNotes,
): FieldError[] {
  const asked = papersAsked(form, data, version);
  const there = new Set(papersOnDesk(asked, desk).map(p => p.paper));
  return asked.flatMap(paper => {
    const typed = desk.papers?.[paper.key];
    const counts = [
      [DESK.originals, typed?.originals],
      [DESK.copies, typed?.copies],
    ] as const;
    const wrong = counts.filter(([, count]) => readCount(count) === undefined);
    if (wrong.length)
      return wrong.map(([field]) => ({
        path: field + paper.key,
        message: t('cases.desk.count', { paper: paper.name }),
      }));
    const scanned = paper.path !== null && valueAt(data, paper.path) !== undefined;
    const field = asksForCopies(paper) ? DESK.copies : DESK.originals;
    return paper.required && !there.has(paper.key) && !scanned
      ? [{ path: field + paper.key, message: t('cases.desk.paper-missing', { paper: paper.name }) }]
      : [];
  });
}

/**
 * Without a telephone number nobody finds a dossier again to fetch what is only there electronically: it would be given, and be in nobody's
 * hands. A dossier is looked up by the number that its form says, else by the applicant's: either is enough.
 */
function deliveryFaults({ t }: Pick<Ctx, 't'>, form: Form, data: FormData, { person }: AtDesk): FieldError[] {
  if (person === null || usesOf(form, data).phone || saidOf(person, 'phone') !== undefined) return [];
  return fieldsIn(form, data)
    .filter(f => f.layout.use === 'delivery' && valueAt(data, f.path) === 'electronic')
    .map(({ path }) => ({ path, message: t('cases.desk.electronic-unreachable') }));
}

/** What is wrong with who applies: what came from a device without a network nobody has looked at before. */
export const personFaults = (ctx: Asker, person: FormData): Promise<FieldError[]> =>
  validateAll(personForm, person, ctx);

/** All that a clerk has to mend before an intake can be received, in the order of its page. */
export async function intakeFaults(
  ctx: Asker,
  form: Form,
  version: RunningVersion,
  intake: AtDesk & { data: FormData },
): Promise<FieldError[]> {
  const { data, desk } = intake;
  const faults = await validateAll(forStaff(form), data, ctx, excusedAt(form, data, intake));
  const numbers = new Set(
    fieldsIn(form, data).flatMap(f => (f.widget === 'personal-number' ? [f.path] : [])),
  );
  // Before a number is typed the clerk is told what to do about somebody who has none.
  const worded = faults.map(f =>
    numbers.has(f.path) && valueAt(data, f.path) === undefined
      ? { ...f, message: ctx.t('cases.desk.number-missing') }
      : f,
  );
  const tracked = desk.channel !== 'post' || readTracking(desk.tracking ?? '');
  return [
    ...worded,
    ...deliveryFaults(ctx, form, data, intake),
    ...(await placeFaults(ctx.db, ctx.t, { form, version }, data, ctx.clock.now())),
    ...paperFaults(ctx, form, version, data, desk),
    ...(tracked ? [] : [{ path: DESK.tracking, message: trackingFault(ctx.t, desk.tracking ?? '') }]),
    ...delegateFaults(ctx, desk),
  ];
}
