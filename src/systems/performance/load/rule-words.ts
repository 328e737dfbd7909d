import { holdersOf } from '#engines/identity';
import { findPostOfAnyDay } from '#engines/organisation';
import type { HandOutRule, NewRule } from '#engines/work';
import { localDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { type Html, html, postForm } from '#ui';
import { fieldNames } from '../figures.ts';
import { type Led, LOAD, withAgency } from './led.ts';

export const RULES = `${LOAD}/quy-tac`;
export const NEW_RULE = `${RULES}/moi`;

/** Kinds of steps that a rule may be for, by the right that they need. */
export const KINDS = [
  'dossier.receive',
  'dossier.process',
  'dossier.decide',
  'dossier.sign',
  'dossier.return',
] as const;

type Said = Pick<NewRule, 'field' | 'procedure' | 'permission' | 'way' | 'postId'>;

/** The title of a post and who holds it, as a rule names it. */
async function postWords(ctx: Ctx, postId: string | null): Promise<string> {
  const post = postId ? await findPostOfAnyDay(ctx.db, postId) : undefined;
  if (!post) return '';
  const holders = await holdersOf(ctx.db, post.id, localDate(ctx.clock.now()));
  return [...holders.map(h => h.name), ctx.lang === 'vi' ? post.titleVi : post.titleEn].join(', ');
}

/** Of which steps a rule is: their kind, and the procedure or field. */
async function stepWords(ctx: Ctx, rule: Said): Promise<{ kind: string; scope: string }> {
  const { t } = ctx;
  const field = rule.field && ((await fieldNames(ctx.db)).get(rule.field) ?? rule.field);
  const scope = rule.procedure
    ? t('performance.rules.of-procedure', { code: rule.procedure })
    : field
      ? t('performance.rules.of-field', { field })
      : t('performance.rules.of-all');
  return { kind: t(`performance.rules.kind.${rule.permission ?? 'all'}`), scope };
}

/** A rule in one sentence: which steps, and to whom. */
export async function ruleWords(ctx: Ctx, rule: Said): Promise<string> {
  const { t } = ctx;
  const way = t(`performance.rules.way.${rule.way}`, { post: await postWords(ctx, rule.postId) });
  return t('performance.rules.line', { ...(await stepWords(ctx, rule)), way });
}

/** That the post which a rule names can do none of its steps. */
export const cannotWords = async (ctx: Ctx, rule: Said): Promise<string> =>
  ctx.t('performance.rules.post-cannot', await stepWords(ctx, rule));

/** The rules of an agency, each with the button that ends it. */
export async function ruleList(ctx: Ctx, led: Led, rules: readonly HandOutRule[]): Promise<Html> {
  const { t } = ctx;
  if (!rules.length) return html`<p>${t('performance.rules.none')}</p>`;
  const lines = await Promise.all(rules.map(async rule => ({ rule, words: await ruleWords(ctx, rule) })));
  return html`<ul>${lines.map(
    ({ rule, words }) =>
      html`<li>${words}${postForm(ctx, {
        action: withAgency(`${RULES}/${rule.id}/bo`, led),
        fields: '',
        button: t('performance.rules.end'),
        about: words,
        alt: true,
      })}</li>`,
  )}</ul>`;
}
