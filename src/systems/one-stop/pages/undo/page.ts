import {
  askerOf,
  casesService,
  factsOf,
  loadProcedure,
  mayAct,
  numberedPaper,
  storyOf,
  TOLD,
  toldOf,
  type UndoAsked,
  undoAct,
  undoFor,
} from '#engines/cases';
import { formatDateTime } from '#platform/clock';
import { isAppError } from '#platform/errors';
import { type Ctx, textField as posted } from '#platform/http';
import {
  button,
  doneAt,
  doOnce,
  errorOf,
  type Html,
  html,
  note,
  type Printable,
  textArea,
  typedOr,
  withVietnamese,
} from '#ui';
import { broughtPath } from '../counter/brought/load.ts';
import { DOSSIER, handlingRoutes, type LoadedDossier, pathOf } from '../handling/load.ts';
import { deedWords } from '../story-section.ts';
import { tells } from '../who-is-told.ts';
import { undoRefusalText } from './words.ts';

const REASON = 'ly-do';

/** What the act was, in the words of the story; what will be and what stays, each in a sentence. */
type Loaded = LoadedDossier &
  UndoAsked & { deed: string; number: string; will: Printable[]; annulledBy: string | null };

async function load(ctx: Ctx): Promise<Loaded> {
  const { t, db } = ctx;
  const now = ctx.clock.now();
  const deps = ctx.get(casesService);
  const { id: dossierId = '', act: actId = '' } = ctx.req.params;
  const asked = await undoFor(db, deps, ctx.visitor!, { dossierId, actId }, now);
  const { act, dossier } = asked;
  const story = await storyOf(db, deps.ledger, dossier, now);
  const done = story.happenings.find(h => h.entry === act.entryId);
  const deed = done ? deedWords(ctx, story, (await loadProcedure(db, dossier)).graph, done) : '';
  const number = String(done?.body.number ?? '');
  const status = t(`cases.status.${act.statusBefore}`);
  const due = formatDateTime(asked.dueBefore);
  const facts = await factsOf(db, dossier, now);
  const asker = askerOf(ctx.visitor);
  const told = await toldOf(db, dossier);
  return {
    ...asked,
    facts,
    asker,
    told,
    // What he took in at his counter for another office he sees there only.
    ...(mayAct(asker, 'read', facts) ? {} : { back: broughtPath(dossier) }),
    deed,
    number,
    annulledBy: done?.annulledBy ?? null,
    will: [
      asked.steps.length
        ? withVietnamese(t, 'one-stop.undo.will-stand', { steps: asked.steps.join(', ') }, { status, due })
        : t('one-stop.undo.will-stand-still', { status, due }),
      ...(act.resultId
        ? [t('one-stop.undo.will-result', { number })]
        : number
          ? [t(`one-stop.undo.will-number${numberedPaper(act.kind)}`, { number })]
          : []),
      ...(done?.body.list ? [t('one-stop.undo.will-mail')] : []),
      ...(TOLD.has(`case.${act.kind}`)
        ? [told === 'applicant-told' ? t('one-stop.undo.will-tell') : tells(ctx, told)]
        : []),
      t('one-stop.undo.will-keep'),
    ],
  };
}

function about(ctx: Ctx, { act, deed, refusal, will, annulledBy }: Loaded): Html {
  const { t } = ctx;
  const what = html`<p>${t('one-stop.undo.act', { deed, at: formatDateTime(act.at) })}</p>`;
  if (act.undoneAt) {
    const words = { at: formatDateTime(act.undoneAt), decision: annulledBy ?? '' };
    return html`${what}${note(t(`one-stop.undo.is-${annulledBy === null ? 'undone' : 'annulled'}`, words))}`;
  }
  if (refusal) return html`${what}<div role="alert">${note(undoRefusalText(t, refusal))}</div>`;
  return html`${what}<ul>${will.map(line => html`<li>${line}</li>`)}</ul>`;
}

/** What an act was and what taking it back will do; or why it stays. */
export const undoRoutes = handlingRoutes<Loaded>({
  path: `${DOSSIER}/hoan-tac/:act`,
  load,
  title: ctx => ctx.t('one-stop.undo.title'),
  about,
  without: (_, { act, refusal }) => act.undoneAt !== null || refusal !== null,
  fields: (ctx, _, errors) =>
    textArea(ctx.t, {
      name: REASON,
      label: ctx.t('one-stop.undo.reason'),
      hint: ctx.t('one-stop.undo.reason-hint'),
      value: typedOr(ctx, REASON),
      error: errorOf(errors, REASON),
      optional: true,
      rows: 2,
    }),
  button: 'one-stop.undo.button',
  after: (ctx, { dossier, back }) =>
    button({ label: ctx.t('ui.form.leave'), href: back ?? pathOf(dossier), alt: true }),
  submit: async (ctx, { dossier, act, actor, refusal, back }) => {
    const home = doneAt(back ?? pathOf(dossier), 'undone');
    if (act.undoneAt) return home;
    // Somebody has acted between looking and pressing: the page again, which says who.
    if (refusal) return [{ path: REASON, message: undoRefusalText(ctx.t, refusal) }];
    const wish = { dossierId: dossier.id, actId: act.id, reason: posted(ctx.req.body, REASON) };
    try {
      await ctx.db.tx(tx =>
        doOnce(ctx, tx, async () => {
          await undoAct(tx, ctx.get(casesService), wish, actor);
          return {};
        }),
      );
    } catch (error) {
      // It came between asking and doing: said in the same words.
      if (!isAppError(error) || !error.code.startsWith('UNDO_')) throw error;
      return [{ path: REASON, message: undoRefusalText(ctx.t, error) }];
    }
    return home;
  },
  otherwise: REASON,
});
