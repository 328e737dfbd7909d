import {
  byPerson,
  type Candidate,
  candidatesFor,
  eligible,
  type NewRule,
  rehearse,
  standingsOf,
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

/** Everybody who may do anything at the agency, each post once. */
async function candidatesAt(ctx: Ctx, { id }: Led, permissions: readonly string[], field: string | null) {
  const all = new Map<string, Candidate>();
  for (const permission of permissions)
    for (const c of await candidatesFor(ctx.db, { agencyId: id, permission, field }, ctx.clock.now()))
      all.set(c.postId, c);
  return [...all.values()];
}

export const everybodyAt = async (ctx: Ctx, led: Led): Promise<Array<{ postId: string; label: string }>> =>
  (await candidatesAt(ctx, led, KINDS, null)).map(c => ({ postId: c.postId, label: called(ctx, c) }));

/** What of a rule for several kinds of steps is tried: the kind that most is of. */
const triedOn = (rule: NewRule): string => rule.permission ?? 'dossier.process';

async function result(ctx: Ctx, led: Led, rule: NewRule): Promise<Html> {
  const { t } = ctx;
  const permissions = rule.permission ? [rule.permission] : [triedOn(rule), 'dossier.receive'];
  const candidates = await candidatesAt(ctx, led, permissions, rule.field);
  const may = eligible(rule.way, rule.postId, candidates);
  if (rule.way === 'nobody') return html`<p>${t('performance.rehearsal.nobody')}</p>`;
  if (!may.length) return html`<p>${t('performance.rehearsal.none')}</p>`;
  const posts = await standingsOf(
    ctx.db,
    null,
    may.map(c => c.postId),
  );
  const standings = byPerson(may, posts);
  const given = rehearse(rule.way, standings, STEPS);
  const passed = candidates.filter(c => !may.includes(c));
  const why = (c: Candidate) =>
    c.state === 'there' ? t('performance.rehearsal.not-meant') : t(`performance.rehearsal.${c.state}`);
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
