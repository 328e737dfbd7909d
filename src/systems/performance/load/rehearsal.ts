import { ANY_FIELD } from '#engines/identity';
import {
  type Candidate,
  candidatesFor,
  eligible,
  type NewRule,
  peopleStanding,
  rehearse,
} from '#engines/work';
import type { Ctx } from '#platform/http';
import { button, type Html, html, postForm, scrollTable } from '#ui';
import { number } from '../view.ts';
import { type Led, withAgency } from './led.ts';
import { KINDS, NEW_RULE, ruleWords } from './rule-words.ts';

/** How many steps a rule is tried on. */
const STEPS = 10;

const called = (ctx: Ctx, c: Candidate): string =>
  [c.names.join(', '), ctx.lang === 'vi' ? c.titleVi : c.titleEn].filter(Boolean).join(' – ');

type Field = string | typeof ANY_FIELD | null;

/** Everybody who may do any of this at the agency, each post once. */
async function candidatesAt(ctx: Ctx, { id }: Led, permissions: readonly string[], field: Field) {
  const all = new Map<string, Candidate>();
  for (const permission of permissions)
    for (const c of await candidatesFor(ctx.db, { agencyId: id, permission, field }, ctx.clock.now()))
      all.set(c.postId, c);
  return [...all.values()];
}

export const everybodyAt = async (ctx: Ctx, led: Led): Promise<Array<{ postId: string; label: string }>> =>
  (await candidatesAt(ctx, led, KINDS, ANY_FIELD)).map(c => ({ postId: c.postId, label: called(ctx, c) }));

/** Whether a rule that always names this post could ever give it a step: it may do one of those that the rule is for. */
export async function couldDo(
  ctx: Ctx,
  led: Led,
  { permission, field, postId }: Pick<NewRule, 'permission' | 'field' | 'postId'>,
): Promise<boolean> {
  const able = await candidatesAt(ctx, led, permission ? [permission] : KINDS, field ?? ANY_FIELD);
  return able.some(c => c.postId === postId);
}

/** What of a rule for all kinds of steps is tried: the kinds that most are of; of one that names somebody, all. */
function triedOn({ permission, way }: NewRule): readonly string[] {
  if (permission) return [permission];
  return way === 'fixed' ? KINDS : ['dossier.process', 'dossier.receive'];
}

async function result(ctx: Ctx, led: Led, rule: NewRule): Promise<Html> {
  const { t } = ctx;
  const permissions = triedOn(rule);
  const candidates = await candidatesAt(ctx, led, permissions, rule.field ?? ANY_FIELD);
  const whole = new Set((await candidatesAt(ctx, led, permissions, rule.field)).map(c => c.postId));
  // Tried on steps that anybody may be given; whom the rule names gets those of his fields.
  const tried = rule.way === 'fixed' ? candidates : candidates.filter(c => whole.has(c.postId));
  const may = eligible(rule.way, rule.postId, tried);
  if (rule.way === 'nobody') return html`<p>${t('performance.rehearsal.nobody')}</p>`;
  if (!may.length) return html`<p>${t('performance.rehearsal.none')}</p>`;
  const standings = await peopleStanding(ctx.db, null, may, ctx.clock.now());
  const given = rehearse(rule.way, standings, STEPS);
  const passed = candidates.filter(c => !may.includes(c));
  const why = (c: Candidate) =>
    rule.way !== 'fixed' && !whole.has(c.postId)
      ? t('performance.rehearsal.some-fields')
      : c.state === 'there'
        ? t('performance.rehearsal.not-meant')
        : t(`performance.rehearsal.${c.state}`);
  return scrollTable({
    caption: t('performance.rehearsal.table', { count: STEPS }),
    rowHeader: 0,
    columns: [
      { label: t('performance.col.person') },
      { label: t('performance.people.open'), figures: true },
      { label: t('performance.rehearsal.gets'), figures: true },
      { label: t('performance.rehearsal.why') },
    ],
    rows: [
      ...may.map(c => {
        const own = standings.find(s => s.postId === c.postId);
        if (!own) return [called(ctx, c), '–', number(ctx, 0), t('performance.rehearsal.same-person')];
        const gets = given.flatMap((postId, i) => (postId === c.postId ? [i + 1] : []));
        return [
          called(ctx, c),
          number(ctx, own.open),
          number(ctx, gets.length),
          gets.length
            ? t('performance.rehearsal.steps', { steps: gets.join(', ') })
            : t('performance.rehearsal.more-in-hand'),
        ];
      }),
      ...passed.map(c => [called(ctx, c), '–', number(ctx, 0), why(c)]),
    ],
  });
}

/** The rule in words, whom the next steps would go to by it, and the form as it was filled in. */
export async function rehearsal(
  ctx: Ctx,
  led: Led,
  rule: NewRule,
  fields: () => Promise<Html>,
): Promise<Html> {
  const { t } = ctx;
  return html`<section><h2>${t('performance.rehearsal.title')}</h2>
<p>${await ruleWords(ctx, rule)}</p>
${await result(ctx, led, rule)}
<p class="q">${t('performance.rehearsal.only')}</p></section>
${postForm(ctx, {
  action: withAgency(NEW_RULE, led),
  fields: await fields(),
  button: t('performance.rules.make'),
  after: button({ label: t('performance.rules.rehearse'), alt: true, name: 'xem-truoc', value: '1' }),
})}`;
}
