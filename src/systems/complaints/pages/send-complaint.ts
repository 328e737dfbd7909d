import { type Actor, casesService, type Dossier, fileRefusal } from '#engines/cases';
import { dropUploads, holdFiles, receiveFiles } from '#engines/files';
import { newId } from '#platform/db';
import { type Answer, type Ctx, redirect, textField } from '#platform/http';
import { attempt, type Errors, ONCE } from '#ui';
import { submitComplaint } from '../actions/submit-complaint.ts';
import { choicesOf } from '../choices.ts';
import { findComplaint } from '../data/read.ts';
import type { Complaint } from '../types.ts';
import { F } from './form-fields.ts';
import { readComplaint } from './read-complaint.ts';

/** Where refusals of the act belong on the form. */
const AT: Readonly<Record<string, string>> = {
  COMPLAINT_LATE: F.late,
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
