import { type Actor, casesService, type Dossier, fileRefusal } from '#engines/cases';
import { dropUploads, holdFiles, receiveFiles } from '#engines/files';
import { newId } from '#platform/db';
import { isAppError } from '#platform/errors';
import { type Answer, type Ctx, redirect, textField } from '#platform/http';
import { attempt, type Errors, type FieldError, ONCE } from '#ui';
import { lateness, submitComplaint } from '../actions/submit-complaint.ts';
import { choicesOf } from '../choices.ts';
import { findComplaint } from '../data/read.ts';
import type { Complaint } from '../types.ts';
import { F } from './form-fields.ts';
import { readComplaint } from './read-complaint.ts';

/** Where refusals of the act belong on the form. */
const AT: Readonly<Record<string, string>> = {
  COMPLAINT_LATE: F.late,
  COMPLAINT_LATE_BY_RECORD: F.late,
  COMPLAINT_DAY_WRONG: F.known,
  COMPLAINT_EMPTY: F.content,
  REASON_TOO_LONG: F.content,
  TEXT_UNPRINTABLE: F.content,
};

export type Sending = {
  dossier: Dossier;
  actor: Actor;
  who: Pick<Complaint, 'accountId' | 'name' | 'phone' | 'email' | 'lang'>;
  counter: boolean;
  /** The page again, with what has to be corrected. */
  again(errors: Errors): Promise<Answer>;
  /** Where to go once it is handed in. */
  done(complaint: Complaint): string;
};

/** That it comes too late and says no reason; undefined where the time runs, or where nobody is there to settle it, which is told when it is taken. */
async function lateError(ctx: Ctx, about: Parameters<typeof lateness>[2]): Promise<FieldError | undefined> {
  const { t } = ctx;
  try {
    const late = await lateness(ctx.db, ctx.get(casesService).ledger, about, ctx.clock.now());
    if (!late) return undefined;
    const { code, params } = late;
    const words = { what: t(`error.${code}.what`, params), todo: t(`error.${code}.todo`, params) };
    return { path: F.late, message: t('ui.refusal', words) };
  } catch (error) {
    if (isAppError(error)) return undefined;
    throw error;
  }
}

/**
 * Takes a complaint that was sent: once, however often the button is pressed. What is refused is shown again at its field with all that was
 * typed, and the files are kept.
 */
export async function sendComplaint(ctx: Ctx, sending: Sending): Promise<Answer> {
  const { dossier, actor, who, counter, again, done } = sending;
  const key = textField(ctx.req.body, ONCE);
  const before = await findComplaint(ctx.db, key);
  if (before?.dossierId === dossier.id) return redirect(done(before));
  const id = !before && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(key) ? key : newId();
  const { ledger } = ctx.get(casesService);
  const choices = await choicesOf(ctx.db, ledger, dossier, ctx.clock.now());
  const { files, refused } = await receiveFiles(ctx, field => field === F.files);
  const { choice, knownOn, errors, delegate, ...text } = readComplaint(ctx, choices, { counter });
  const unfit = refused.map(r => ({ path: F.files, message: fileRefusal(ctx, r.error, r.filename) }));
  const hold = async (found: Errors) => {
    await holdFiles(ctx, files);
    return again(found);
  };
  // All at once: who has to mend something else is not told in the next round only that it comes late.
  if (choice && knownOn && !text.lateReason && !errors.some(e => e.path === F.known)) {
    const late = await lateError(ctx, { dossier, knownOn, ground: choice.ground, first: choice.first });
    if (late) errors.push(late);
  }
  if (errors.length || unfit.length || !choice || !knownOn) return hold([...errors, ...unfit]);
  const wish = {
    ...{ id, dossier, ground: choice.ground, knownOn, ...text },
    ...(choice.first ? { first: choice.first } : {}),
    channel: counter ? ('counter' as const) : ('online' as const),
    who: { ...who, delegate },
    papers: files.map(({ upload: _, field: __, ...file }) => file),
  };
  const taken = files.flatMap(f => f.upload ?? []);
  return attempt(
    ctx,
    async () => {
      const complaint = await ctx.db.tx(async tx => {
        const made = await submitComplaint(tx, ledger, wish, actor);
        await dropUploads(tx, taken);
        return made;
      });
      return done(complaint);
    },
    hold,
    { fields: AT, otherwise: F.about },
  );
}
