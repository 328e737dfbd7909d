import { findDossiers, type Lost, type MovePlan, type MoveWay, planMove } from '#engines/cases';
import { staffLabel } from '#engines/forms';
import { formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { type Html, html, scrollTable, status } from '#ui';
import { agencyNames } from './agencies.ts';

/** What each of these dossiers would become. Nothing is changed by looking. */
export async function plansOf(ctx: Ctx, way: MoveWay, ids: readonly string[]): Promise<MovePlan[]> {
  const at = ctx.clock.now();
  const plans: MovePlan[] = [];
  for (const dossier of await findDossiers(ctx.db, ids))
    plans.push((await planMove(ctx.db, dossier, way, at)).plan);
  return plans;
}

/** Everything that would be different, a sentence each; never what the applicant has written. */
function changes({ t, lang }: Ctx, way: MoveWay, plan: MovePlan): string[] {
  const say = (key: string, params: Record<string, string> = {}) =>
    t(`procedure-design.moves.change.${key}`, params);
  const because = (key: string, name: string, { reason }: Lost) =>
    reason ? say(`${key}-because`, { name, reason }) : say(key, { name });
  const labels = (form: MoveWay['to']['form'], paths: readonly string[]) =>
    paths.map(p => staffLabel(form.fields[p], lang) || p).join('; ');
  const at = (time: Date | null) => (time ? formatDateTime(time) : '');
  return [
    ...plan.steps.map(({ name, same, keepsPost }) => {
      if (!same) return say('step-other', { name });
      return say(keepsPost === null ? 'step' : keepsPost ? 'step-keeps-post' : 'step-loses-post', { name });
    }),
    ...plan.timers.map(({ name, was, will }) =>
      say(was && will ? 'timer' : will ? 'timer-new' : 'timer-gone', { name, was: at(was), will: at(will) }),
    ),
    ...plan.questions.map(name => say('question', { name })),
    ...plan.lostOutcomes.map(lost => because('outcome', lost.name, lost)),
    ...plan.lostAnswers.map(lost => because('answer', labels(way.from.form, [lost.name]), lost)),
    ...(plan.missing.length ? [say('missing', { names: labels(way.to.form, plan.missing) })] : []),
    ...(plan.misfit.length ? [say('misfit', { names: labels(way.to.form, plan.misfit) })] : []),
    ...(plan.goesOn ? [say('goes-on')] : []),
    ...(plan.otherLimit
      ? [plan.stands ? say('other-limit-stands') : say('other-limit', { due: at(plan.dueAt) })]
      : []),
  ];
}

const list = (lines: readonly string[]): Html => html`<ul>${lines.map(l => html`<li>${l}</li>`)}</ul>`;

/** Whether it can be moved, and if not, why and what to do about it. */
function verdict({ t }: Ctx, { blocks }: MovePlan): Html {
  if (!blocks.length) return status('done', t('procedure-design.moves.can'));
  return html`${status('late', t('procedure-design.moves.cannot'))}${blocks.map(
    b => html`<p>${t(`error.${b.code}.what`, b.params)}. ${t(`error.${b.code}.todo`, b.params)}</p>`,
  )}`;
}

/** What each dossier would become. `tick`: name of the boxes by which some are chosen. */
export async function planTable(
  ctx: Ctx,
  way: MoveWay,
  plans: readonly MovePlan[],
  tick?: { name: string; ticked: readonly string[] },
): Promise<Html> {
  const { t } = ctx;
  const word = (key: string) => t(`procedure-design.moves.${key}`);
  const agency = await agencyNames(
    ctx,
    plans.map(p => p.agencyId),
  );
  const lines = (names: readonly string[]) => html`${names.map(n => html`<span>${n}</span><br>`)}`;
  return scrollTable({
    caption: word('dry.caption'),
    captionHidden: true,
    rowHeader: tick ? 1 : 0,
    columns: [
      ...(tick ? [{ label: word('col.tick'), hidden: true }] : []),
      { label: word('col.dossier') },
      { label: word('col.now') },
      { label: word('col.then') },
      { label: word('col.changes') },
      { label: word('col.verdict') },
    ],
    rows: plans.map(plan => {
      const different = changes(ctx, way, plan);
      return [
        ...(tick
          ? [
              html`<label class="pick"><input type="checkbox" name="${tick.name}" value="${plan.dossierId}"${tick.ticked.includes(plan.dossierId) && html` checked`}><span class="vh">${t('procedure-design.moves.tick', { code: plan.code })}</span></label>`,
            ]
          : []),
        html`<span class="num nb">${plan.code}</span><small>${agency.get(plan.agencyId)}</small>`,
        lines(plan.places.map(p => p.from)),
        plan.blocks.length ? '' : lines(plan.places.map(p => p.to ?? '')),
        plan.blocks.length
          ? ''
          : different.length
            ? list(different)
            : html`<span class="q">${word('change.none')}</span>`,
        verdict(ctx, plan),
      ];
    }),
  });
}
