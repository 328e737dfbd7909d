import { casesService, type Dossier, type HandedOver } from '#engines/cases';
import { type Ctx, textField as posted } from '#platform/http';
import type { FieldError } from '#ui';
import { SECOND_SIGNATURE, SIGNATURE, storeSignature } from './pad.ts';
import { readWhoBoth } from './who-both.ts';
import { readWhoComes } from './who-comes.ts';

/** The field that says how it is signed: by hand on the printed slip, or on the pad. */
export const SIGNED = 'ky';

/** The frames to sign in: one, or one for each of two who both sign. */
export const padsFor = (both: boolean): readonly string[] =>
  both ? [SIGNATURE, SECOND_SIGNATURE] : [SIGNATURE];

/** Of which of two a frame is. */
export const sideOf = (name: string): 'first' | 'second' => (name === SIGNATURE ? 'first' : 'second');

type Who = Omit<HandedOver, 'signature'>;

/** Who came for a result: one who may take it, or both who have to sign; or all that is wrong with what was typed. */
async function whoCame(ctx: Ctx, dossier: Dossier, both: boolean): Promise<Who | FieldError[]> {
  if (!both) {
    const came = await readWhoComes(ctx, 'hand-over', dossier);
    return Array.isArray(came) ? came : { check: came.check, recipient: came.who };
  }
  const came = await readWhoBoth(ctx, dossier);
  if (Array.isArray(came)) return came;
  const { first, second, mismatch } = came;
  return {
    check: { by: 'paper', paper: first.paper },
    recipient: { name: first.name, personalNumber: null, relation: null },
    second: { ...second, signature: null },
    mismatch,
  };
}

/** Who came for it and how they signed, or all that is wrong with it. Stores what was drawn; outside of a transaction. */
export async function readHanded(
  ctx: Ctx,
  dossier: Dossier,
  both: boolean,
): Promise<HandedOver | FieldError[]> {
  const { t } = ctx;
  const who = await whoCame(ctx, dossier, both);
  const errors = Array.isArray(who) ? [...who] : [];
  const way = posted(ctx.req.body, SIGNED);
  const drawn: string[] = [];
  for (const name of way === 'pad' ? padsFor(both) : []) {
    const signature = await storeSignature(ctx.db, ctx.get(casesService).files, posted(ctx.req.body, name));
    if (signature) drawn.push(signature);
    else
      errors.push({
        path: name,
        message: t(`one-stop.hand-over.pad-missing${both ? `-${sideOf(name)}` : ''}`),
      });
  }
  if (way !== 'pad' && way !== 'paper')
    errors.push({ path: SIGNED, message: t('one-stop.hand-over.signed-missing') });
  if (Array.isArray(who) || errors.length) return errors;
  const [signature = null, other = null] = drawn;
  return { ...who, signature, ...(who.second ? { second: { ...who.second, signature: other } } : {}) };
}
