import { formatDate } from '#platform/clock';
import { type Answer, type Ctx, page, queryText } from '#platform/http';
import {
  breadcrumbs,
  type Crumb,
  type Errors,
  errorSummary,
  html,
  note,
  type Printable,
  staffPage,
  status,
  tabs,
} from '#ui';
import { type LoadedDraft, type LoadedProcedure, procedurePath, ROOT, toDecide } from './load.ts';

const PLACES = [
  { id: 'in-force', path: '' },
  { id: 'aside', path: '/khong-ap-dung' },
  { id: 'drafts', path: '/ban-thao' },
  { id: 'waiting', path: '/cho-duyet' },
  { id: 'new', path: '/moi' },
  { id: 'transfer', path: '/nap' },
  { id: 'import-list', path: '/nhap' },
] as const;
type Place = (typeof PLACES)[number]['id'];

/** After a change the browser is sent to a page with `xong=…`; the page says in a sentence what was done. */
const done = (ctx: Ctx): Printable => {
  const key = `procedure-design.done.${queryText(ctx.req.query, 'xong')}`;
  return ctx.texts.has(key) && html`<div role="status">${note(ctx.t(key))}</div>`;
};

type Options = {
  title: string;
  active?: Place;
  /** Where the reader is, below the list of procedures. */
  crumbs?: readonly Crumb[];
  errors?: Errors;
  /** What was done a while ago is no news any more: it has gone on since. */
  stale?: boolean;
};

/** A page of this system beside its menu: the lists, a new procedure, an import. */
export async function designPage(ctx: Ctx, options: Options, main: Printable): Promise<Answer> {
  const { t } = ctx;
  const waiting = await toDecide(ctx);
  const { title, active, crumbs = [], errors = [], stale = false } = options;
  const way =
    active === 'in-force' ? [] : [{ href: ROOT, label: t('procedure-design.procedures.title') }, ...crumbs];
  const items = PLACES.map(p => ({
    id: p.id,
    href: `${ROOT}${p.path}`,
    label: t(`procedure-design.place.${p.id}`),
    ...(p.id === 'waiting' && waiting > 0 ? { count: waiting } : {}),
  }));
  const markup = staffPage(
    ctx,
    {
      title,
      nav: [{ heading: t('procedure-design.procedures.title'), items }],
      active: active ?? 'procedure-design',
      error: errors.length > 0,
    },
    html`${breadcrumbs(t, way)}${errorSummary(t, errors)}
<h1>${title}</h1>
${!errors.length && !stale && done(ctx)}${main}`,
  );
  return page(markup, { status: errors.length ? 422 : 200 });
}

export const procedureCrumbs = (ctx: Ctx, { code, version }: LoadedProcedure): Crumb[] => [
  { href: ROOT, label: ctx.t('procedure-design.procedures.title') },
  { href: procedurePath(code), label: version.name },
];

/** The parts of a draft, each a tab with an address of its own. */
const TABS = [
  { id: 'legal', path: 'phap-ly' },
  { id: 'form', path: 'bieu-mau' },
  { id: 'process', path: 'quy-trinh' },
  { id: 'result', path: 'ket-qua' },
  { id: 'mapping', path: 'doi-chieu' },
  { id: 'compare', path: 'so-sanh' },
  { id: 'release', path: 'phat-hanh' },
] as const;
export type Tab = (typeof TABS)[number]['id'];
/** While the draft waits for a decision nothing on these can be typed or pressed: it would only be refused. */
const EDITED: ReadonlySet<Tab> = new Set(['legal', 'form', 'result', 'mapping']);
export const tabPath = (code: string, tab: Tab): string =>
  `${procedurePath(code)}/${TABS.find(x => x.id === tab)?.path}`;

type EditorOptions = {
  tab: Tab;
  errors?: Errors;
  /** Beside the name: when this part was saved last, and by whom. */
  saved?: Printable;
  /** Addresses from `defineAsset`; the page works without them. */
  scripts?: readonly string[];
  styles?: readonly string[];
};

/** A page on which one part of a draft is edited, over the whole width. */
export function editorPage(ctx: Ctx, loaded: LoadedDraft, options: EditorOptions, main: Printable): Answer {
  const { t } = ctx;
  const { code, draft, inForce, proposal } = loaded;
  const { tab, errors = [], saved, scripts, styles } = options;
  const title = t('procedure-design.tab.title', { part: t(`procedure-design.tab.${tab}`), name: draft.name });
  const now = inForce?.from
    ? t('procedure-design.in-force-since', { number: inForce.number, from: formatDate(inForce.from) })
    : t('procedure-design.never-in-force');
  const markup = staffPage(
    ctx,
    {
      title,
      wide: true,
      active: 'procedure-design',
      error: errors.length > 0,
      ...(scripts ? { scripts } : {}),
      ...(styles ? { styles } : {}),
    },
    html`${breadcrumbs(t, procedureCrumbs(ctx, { ...loaded, version: draft }))}${errorSummary(t, errors)}
<div class="row"><h1>${draft.name}</h1>${status(proposal ? 'soon' : 'hold', t(proposal ? 'procedure-design.draft-waits' : 'procedure-design.draft-number', { number: draft.number }))}</div>
<p class="q"><span class="num">${code}</span> · ${now}${saved && html` · ${saved}`}</p>
${tabs({
  label: t('procedure-design.tabs'),
  items: TABS.map(x => ({
    href: `${procedurePath(code)}/${x.path}`,
    label: t(`procedure-design.tab.${x.id}`),
    current: x.id === tab,
  })),
})}
${!errors.length && done(ctx)}${
  proposal &&
  tab !== 'release' &&
  note(
    html`${t('procedure-design.waits.about')} <a href="${tabPath(code, 'release')}">${t('procedure-design.tab.release')}</a>`,
  )
}${proposal && EDITED.has(tab) ? html`<fieldset disabled>${main}</fieldset>` : main}`,
  );
  return page(markup, { status: errors.length ? 422 : 200 });
}
