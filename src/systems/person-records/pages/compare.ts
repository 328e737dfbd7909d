import { accountNames, type RegisterReach, registerLines } from '#engines/cases';
import {
  dossiersNaming,
  findRecord,
  join,
  joiningOf,
  joiningsAmong,
  type PersonRecord,
  recordsOf,
  SHOWN,
  type Shown,
  type Sign,
  setApart,
} from '#engines/people';
import { formatDate, formatDateTime } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, type Route, redirect, textField } from '#platform/http';
import {
  attempt,
  button,
  doneAt,
  type Errors,
  errorOf,
  fieldId,
  type Html,
  html,
  postForm,
  radios,
  scrollTable,
  typedOr,
} from '#ui';
import { actOfVisitor, knowsAll, noteLook, reachOfVisitor } from '../reach.ts';
import { factsOf, idIn, ROOT, recordsPage } from '../view.ts';
import { likest } from './list.ts';

const STAYS = 'giu';
const DO = 'viec';
const APART = 'hai-nguoi';
const MOST_DOSSIERS = 20;

/** Two persons, each with all records that were joined into it already; the first of each stands for it. */
type Two = { reach: RegisterReach[]; a: PersonRecord[]; b: PersonRecord[] };

/** Whom the two records of an address stand for now: one person of two who were joined. Throws NOT_FOUND. */
async function personsOf(ctx: Ctx, ids: readonly string[]): Promise<string[]> {
  const found = await Promise.all(ids.map(id => findRecord(ctx.db, id)));
  if (found.includes(undefined) || ids[0] === ids[1]) throw NotFound();
  return [...new Set(found.flatMap(r => (r ? [r.personId] : [])))];
}

/**
 * The two persons of the address; of two who were joined already the one whose id stands for both. Two statements read them, so that
 * somebody may join them in between (whoever presses twice does): then they are read again. Throws NOT_FOUND unless the visitor may
 * know both.
 */
async function load(ctx: Ctx): Promise<Two | string> {
  const ids = [idIn(ctx, 'one'), idIn(ctx, 'other')];
  const reach = await reachOfVisitor(ctx);
  for (;;) {
    const [one = '', other] = await personsOf(ctx, ids);
    const known = await knowsAll(ctx, other ? [one, other] : [one], reach);
    if (known && !other) return one;
    const [a = [], b = []] = await Promise.all([one, other ?? one].map(id => recordsOf(ctx.db, [id])));
    if (known && a.length && b.length) return { reach, a, b };
    const now = await personsOf(ctx, ids);
    if (now.length === (other ? 2 : 1) && now.every(id => id === one || id === other)) throw NotFound();
  }
}

/** Where what is known comes from, and the dossiers that the reader may open. */
async function source(
  ctx: Ctx,
  records: readonly PersonRecord[],
  reach: readonly RegisterReach[],
): Promise<Html> {
  const { t } = ctx;
  const named = await dossiersNaming(
    ctx.db,
    records.map(r => r.id),
    MOST_DOSSIERS,
  );
  const lines = await registerLines(ctx.db, [...new Set(named.map(n => n.dossierId))], reach);
  const kinds = [...new Set(records.map(r => (r.accountId ? 'account' : (r.role ?? 'owner'))))];
  return html`${kinds.map((k, i) => html`${i > 0 && html`<br>`}${t(`person-records.from.${k}`)}`)}${lines.map(
    d =>
      html`<br><a class="num" href="/can-bo/ho-so/${d.id}">${d.code}</a> <small>${d.procedure}, ${formatDate(d.receivedAt)}</small>`,
  )}`;
}

/** What speaks for it and against it, of each fact, in words. */
const signText = ({ t }: Ctx, signs: readonly Sign[], fact: string): Html => {
  const sign = signs.find(s => s.fact === fact);
  if (!sign) return html`<span class="q">${t('person-records.sign.unknown')}</span>`;
  const words = t(`person-records.sign.${fact}.${sign.how}`);
  return sign.points > 0 ? html`<b>${words}</b>` : html`${words}`;
};

async function sideBySide(
  ctx: Ctx,
  { reach, a, b }: Two,
  facts: ReadonlyArray<Record<Shown, string>>,
): Promise<Html> {
  const { t } = ctx;
  const signs = likest(a, b)?.signs ?? [];
  const said = (value: string | null | undefined) =>
    value ? html`${value}` : html`<span class="q">${t('person-records.not-said')}</span>`;
  const number = (records: readonly PersonRecord[]) => {
    const record = records.find(r => r.number) ?? records.find(r => r.last4);
    return record?.last4
      ? html`<span class="num">•••• ${record.last4}</span><br><small>${t(record.number ? 'person-records.number.seen' : 'person-records.number.said')}</small>`
      : said(null);
  };
  type Fact = { name: Shown | 'number' | 'mother'; known: boolean; cells: [Html, Html] };
  const fact = (f: Shown): Fact => ({
    name: f,
    known: Boolean(facts[0]?.[f] || facts[1]?.[f]),
    cells: [said(facts[0]?.[f]), said(facts[1]?.[f])],
  });
  const mothers = [a, b].map(records => records.find(r => r.mother)?.mother);
  const all: Fact[] = [
    ...SHOWN.slice(0, 2).map(fact),
    { name: 'number', known: [...a, ...b].some(r => r.last4), cells: [number(a), number(b)] },
    ...SHOWN.slice(2).map(fact),
    { name: 'mother', known: mothers.some(Boolean), cells: [said(mothers[0]), said(mothers[1])] },
  ];
  const called = (f: Fact) => t(`person-records.fact.${f.name}`);
  // Of which neither says anything, nothing can be compared: named together in one line.
  const silent = all
    .filter(f => !f.known)
    .map(called)
    .map(name => name.charAt(0).toLowerCase() + name.slice(1));
  return html`${scrollTable({
    caption: t('person-records.side-by-side'),
    captionHidden: true,
    columns: ['fact', 'one', 'other', 'comparison'].map(c => ({ label: t(`person-records.column.${c}`) })),
    rows: [
      ...all.filter(f => f.known).map(f => [html`${called(f)}`, ...f.cells, signText(ctx, signs, f.name)]),
      [
        html`${t('person-records.fact.source')}`,
        await source(ctx, a, reach),
        await source(ctx, b, reach),
        html``,
      ],
    ],
  })}${silent.length > 0 && html`<p class="q">${t('person-records.neither-says', { facts: silent.join(', ') })}</p>`}`;
}

/** Which of the two says what is shown: asked only where they say different things. */
const choices = (ctx: Ctx, { a, b }: Two, facts: ReadonlyArray<Record<Shown, string>>): Html => {
  const [one, other] = [a[0]?.id ?? '', b[0]?.id ?? ''];
  return html`${SHOWN.filter(f => facts[0]?.[f] && facts[1]?.[f] && facts[0][f] !== facts[1][f]).map(f =>
    radios(ctx.t, {
      name: f,
      label: ctx.t(`person-records.fact.${f}`),
      options: [
        { value: one, label: facts[0]?.[f] ?? '' },
        { value: other, label: facts[1]?.[f] ?? '' },
      ],
      value: typedOr(ctx, f, one),
    }),
  )}`;
};

async function show(ctx: Ctx, two: Two, errors: Errors = []): Promise<Answer> {
  const { t } = ctx;
  const { a, b } = two;
  await noteLook(ctx, [...a, ...b]);
  const facts = [await factsOf(ctx, a), await factsOf(ctx, b)];
  const option = (records: PersonRecord[], key: string) => ({
    value: records[0]?.id ?? '',
    label: t(`person-records.stays.${key}`, { name: records[0]?.name ?? '' }),
  });
  return recordsPage(
    ctx,
    { title: t('person-records.compare-title'), back: true, errors },
    html`${await sideBySide(ctx, two, facts)}
<section class="card"><h2>${t('person-records.decide')}</h2>
<p>${t('person-records.decide-about')}</p>
${postForm(ctx, {
  action: ctx.req.path,
  fields: html`${radios(t, {
    name: STAYS,
    label: t('person-records.stays'),
    hint: t('person-records.stays-hint'),
    options: [option(a, 'one'), option(b, 'other')],
    value: typedOr(ctx, STAYS, a[0]?.id),
    error: errorOf(errors, STAYS),
  })}${choices(ctx, two, facts)}`,
  button: t('person-records.join'),
  after: button({ label: t('person-records.set-apart'), name: DO, value: APART, alt: true }),
})}</section>
<p class="q">${t('person-records.logged')}</p>`,
  );
}

const pathOf = (person: string): string => `${ROOT}/nguoi/${person}`;

/** Who says that they are two, where somebody has joined them meanwhile: they stay one, and he is told who did, and when. */
async function joinedBefore(ctx: Ctx, personId: string): Promise<Answer> {
  const { t } = ctx;
  const records = await recordsOf(ctx.db, [personId]);
  const joinings = await joiningsAmong(
    ctx.db,
    records.map(r => r.id),
  );
  const done = joiningOf(joinings, idIn(ctx, 'one'), idIn(ctx, 'other'));
  const who = done && (await accountNames(ctx.db, [done.by])).get(done.by);
  const key = `person-records.joined-before${done?.way === 'number' || !who ? '-number' : ''}`;
  const message = t(key, { who: who ?? '', at: done ? formatDateTime(done.at) : '' });
  return recordsPage(
    ctx,
    {
      title: t('person-records.compare-title'),
      back: true,
      errors: [{ path: STAYS, message }],
    },
    html`<ul><li id="${fieldId(STAYS)}"><a href="${ROOT}/da-gop">${t('person-records.to-joined')}</a></li>
<li><a href="${pathOf(personId)}">${t('person-records.to-person')}</a></li></ul>`,
  );
}

async function send(ctx: Ctx): Promise<Answer> {
  const two = await load(ctx);
  const apart = textField(ctx.req.body, DO) === APART;
  if (typeof two === 'string') return apart ? joinedBefore(ctx, two) : redirect(pathOf(two));
  const [one, other] = [two.a[0]?.id ?? '', two.b[0]?.id ?? ''];
  const stays = textField(ctx.req.body, STAYS);
  return attempt(
    ctx,
    async () => {
      if (apart) {
        await ctx.db.tx(tx => setApart(tx, one, other, actOfVisitor(ctx)));
        return doneAt(ROOT, 'apart');
      }
      if (stays !== one && stays !== other)
        return show(ctx, two, [{ path: STAYS, message: ctx.t('person-records.stays-missing') }]);
      const joinedId = stays === one ? other : one;
      const shown = SHOWN.filter(f => textField(ctx.req.body, f) === joinedId);
      await ctx.db.tx(tx => join(tx, { intoId: stays, joinedId, shown }, actOfVisitor(ctx)));
      return doneAt(pathOf(stays), 'joined');
    },
    errors => show(ctx, two, errors),
    { otherwise: STAYS },
  );
}

async function open(ctx: Ctx): Promise<Answer> {
  const two = await load(ctx);
  return typeof two === 'string' ? redirect(pathOf(two)) : show(ctx, two);
}

const path = `${ROOT}/cap/:one/:other`;
const rule = { permission: 'person.join' };
export const compareRoutes: readonly Route[] = [
  { method: 'GET', path, rule, handler: open },
  { method: 'POST', path, rule, handler: send },
];
