import { entryDossiers } from '#engines/cases';
import { procedureNames } from '#engines/procedures';
import type { Ctx } from '#platform/http';
import type { Entry } from '#platform/ledger';
import { type Html, html } from '#ui';
import { INCIDENTS } from '../words.ts';

export const PERMISSION = 'incident.manage';
export const FOLLOWERS = `${INCIDENTS}/theo-so`;

/** What a follower does, in words; where nobody has said, that it is one, and its own name. */
export const followerText = (ctx: Ctx, id: string): string => {
  const key = `administration.follower.${id}`;
  return ctx.texts.has(key) ? ctx.t(key) : ctx.t('administration.follower.unnamed', { id });
};

/** Of what kind the thing is to which an entry happened. */
export const kindText = ({ t, texts }: Ctx, { subject }: Entry): string => {
  const key = `administration.ledger.about.${subject.slice(0, subject.indexOf(':'))}`;
  return t(texts.has(key) ? key : 'administration.ledger.about.other');
};

/**
 * To what entries happened: the kind in words, below it the code of a dossier, the code and name of a procedure; of anything else its name in
 * the ledger, to compare.
 */
export async function subjectTexts(
  ctx: Ctx,
  entries: ReadonlyArray<Entry | undefined>,
): Promise<(entry: Entry) => Html> {
  const subjects = entries.flatMap(e => e?.subject ?? []);
  const dossiers = await entryDossiers(ctx.db, subjects);
  const procedures = await procedureNames(
    ctx.db,
    subjects.filter(s => s.startsWith('procedure:')).map(s => s.slice('procedure:'.length)),
  );
  return entry => {
    const procedure = procedures.get(entry.subject.slice('procedure:'.length));
    const name = dossiers.get(entry.subject)?.code ?? (procedure && `${procedure.code}, ${procedure.name}`);
    return html`${kindText(ctx, entry)}<small class="num">${name ?? entry.subject}</small>`;
  };
}

/** What people notice while it stands still (`means`), or when it passes over an entry (`skip`). */
export const followerSays = (ctx: Ctx, id: string, what: 'means' | 'skip'): string => {
  const key = `administration.follower.${id}.${what}`;
  return ctx.t(ctx.texts.has(key) ? key : `administration.follower.unknown.${what}`);
};

/** What an entry tells, in words. */
export const entryText = (ctx: Ctx, entry: Entry | undefined): string => {
  if (!entry) return ctx.t('administration.follower.no-entry');
  const key = `entry.${entry.kind}`;
  return ctx.texts.has(key) ? ctx.t(key) : entry.kind;
};
