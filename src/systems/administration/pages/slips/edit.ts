import {
  accountNames,
  casesService,
  checkSlipText,
  isSlipKind,
  listSlipTexts,
  SEVERAL,
  SLIP_FACTS,
  type SlipKind,
  type SlipProblem,
  type SlipText,
  type SlipTextVersion,
  sampleSlip,
  saveSlipText,
} from '#engines/cases';
import { actOf } from '#engines/identity';
import { formatDateTime } from '#platform/clock';
import { isAppError, NotFound } from '#platform/errors';
import { type Ctx, file, textField as posted, queryText, type Route } from '#platform/http';
import { button, details, doneAt, errorOf, type FieldError, html, radios, textArea, typedOr } from '#ui';
import { formRoutes } from '../../form-page.ts';
import { SLIPS } from './list.ts';

const SIZE = 'kho-giay';
const HEADING = 'ten';
const BODY = 'noi-dung';
const FOOTER = 'cuoi';
const READ = 'da-doc';
const WHAT = 'viec';
const HOW = ['paragraph', 'list', 'facts', 'box', 'centred', 'rule', 'bold', 'field'] as const;
const FIELD: Readonly<Record<SlipProblem['place'], string>> = {
  heading: HEADING,
  body: BODY,
  footer: FOOTER,
};

type Loaded = { kind: SlipKind; versions: SlipTextVersion[]; newest: SlipTextVersion };

async function load(ctx: Ctx): Promise<Loaded> {
  const kind = ctx.req.params.kind ?? '';
  if (!isSlipKind(kind)) throw NotFound();
  const versions = await listSlipTexts(ctx.db, kind);
  return { kind, versions, newest: versions[0]! };
}

/** What the form begins with: the text in use, or the earlier one that the address asks for. */
function beginning(ctx: Ctx, { versions, newest }: Loaded): SlipText {
  const wanted = queryText(ctx.req.query, 'ban');
  return (versions.find(v => String(v.version) === wanted) ?? newest).text;
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean);

/** What was typed, with its line breaks. */
const rawText = (ctx: Ctx, name: string): string => {
  const value = ctx.req.body[name];
  return typeof value === 'string' ? value.normalize('NFC').replaceAll('\r\n', '\n').trim() : '';
};

const typedText = (ctx: Ctx): SlipText => ({
  size: posted(ctx.req.body, SIZE) === 'A4' ? 'A4' : 'A5',
  heading: linesOf(rawText(ctx, HEADING)),
  body: rawText(ctx, BODY),
  footer: posted(ctx.req.body, FOOTER),
});

const errorsOf = (ctx: Ctx, problems: readonly SlipProblem[]): FieldError[] =>
  problems.map(({ place, code, params }) => ({
    path: FIELD[place],
    message: ctx.t(`cases.slip-problem.${code}`, { line: params.line ?? 0, what: params.what ?? '' }),
  }));

/** What the text may name, and how it is written. */
const helpFor = ({ t }: Ctx, kind: SlipKind) =>
  html`${details(
    { summary: t('administration.slips.facts') },
    html`<ul>${SLIP_FACTS[kind].map(
      fact =>
        html`<li><code>{{${fact}}}</code> ${t(`cases.slip-fact.${fact}`)}${SEVERAL.has(fact) && html` <span class="q">${t('administration.slips.several')}</span>`}</li>`,
    )}</ul>`,
  )}${details(
    { summary: t('administration.slips.how') },
    html`<ul>${HOW.map(key => html`<li>${t(`administration.slips.how.${key}`)}</li>`)}</ul>`,
  )}`;

/** Earlier texts, each of which can be taken up again. */
const earlier = ({ t }: Ctx, { kind, versions }: Loaded) =>
  versions.length > 1 &&
  html`<section><h2>${t('administration.slips.earlier')}</h2><ul>${versions
    .slice(1)
    .map(
      v =>
        html`<li><a href="${SLIPS}/${kind}?ban=${v.version}">${v.since ? t('administration.slips.from', { at: formatDateTime(v.since) }) : t('administration.slips.as-came')}</a></li>`,
    )}</ul></section>`;

/** Who has saved the text that is in use now, and when: the reader himself, in another window, where it was he. */
async function changedWords(ctx: Ctx, kind: SlipKind): Promise<string> {
  const [newest] = await listSlipTexts(ctx.db, kind);
  const own = newest?.by === ctx.visitor?.accountId;
  const who = newest?.by ? (await accountNames(ctx.db, [newest.by])).get(newest.by) : undefined;
  return ctx.t(`administration.slips.changed${own ? '-own' : ''}`, {
    who: who ?? ctx.t('administration.slips.somebody'),
    at: newest?.since ? formatDateTime(newest.since) : '',
  });
}

export const slipRoutes: readonly Route[] = formRoutes<Loaded>({
  path: `${SLIPS}/:kind`,
  permission: 'procedure.approve',
  active: 'slips',
  load,
  title: (ctx, { kind }) => ctx.t(`cases.slip.${kind}`),
  crumbs: ctx => [{ href: SLIPS, label: ctx.t('administration.slips.title') }],
  about: ctx => html`<p>${ctx.t('administration.slips.edit-about')}</p>`,
  fields: (ctx, loaded, errors) => {
    const { t } = ctx;
    const text = beginning(ctx, loaded);
    const raw = (name: string, saved: string) => (ctx.req.method === 'GET' ? saved : rawText(ctx, name));
    return html`<input type="hidden" name="${READ}" value="${typedOr(ctx, READ, String(loaded.newest.version))}">
${radios(t, {
  name: SIZE,
  label: t('administration.slips.size'),
  value: typedOr(ctx, SIZE, text.size),
  options: (['A5', 'A4'] as const).map(value => ({ value, label: value })),
})}${textArea(t, {
  name: HEADING,
  label: t('administration.slips.heading'),
  hint: t('administration.slips.heading.hint'),
  rows: 3,
  value: raw(HEADING, text.heading.join('\n')),
  error: errorOf(errors, HEADING),
})}${textArea(t, {
  name: BODY,
  label: t('administration.slips.body'),
  rows: 18,
  value: raw(BODY, text.body),
  error: errorOf(errors, BODY),
})}${textArea(t, {
  name: FOOTER,
  label: t('administration.slips.footer'),
  optional: true,
  rows: 2,
  value: typedOr(ctx, FOOTER, text.footer),
  error: errorOf(errors, FOOTER),
})}${helpFor(ctx, loaded.kind)}`;
  },
  button: 'administration.slips.button',
  after: (ctx, loaded) =>
    html`${button({ label: ctx.t('administration.slips.preview'), name: WHAT, value: 'xem', alt: true, newTab: true })}${earlier(ctx, loaded)}`,
  submit: async (ctx, { kind }) => {
    const text = typedText(ctx);
    const errors = errorsOf(ctx, checkSlipText(kind, text));
    if (errors.length) return errors;
    if (posted(ctx.req.body, WHAT) === 'xem')
      return file(await sampleSlip(ctx.get(casesService), kind, text, ctx.clock.now()), 'application/pdf');
    const before = Number.parseInt(posted(ctx.req.body, READ), 10) || 0;
    try {
      await ctx.db.tx(tx => saveSlipText(tx, kind, text, before, actOf(ctx, 'procedure.approve')));
    } catch (error) {
      if (!isAppError(error) || error.code !== 'SLIP_TEXT_CHANGED') throw error;
      return [{ path: BODY, message: await changedWords(ctx, kind) }];
    }
    return doneAt(`${SLIPS}/${kind}`, 'slip-saved');
  },
  otherwise: BODY,
});
