import { accountNames } from '#engines/cases';
import {
  type Decided,
  type DecidedKind,
  decidedFor,
  endApart,
  findRecord,
  listDecided,
  type PersonRecord,
  part,
} from '#engines/people';
import { formatDateTime } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, pageNumber, type Route } from '#platform/http';
import {
  attempt,
  doneAt,
  doOnce,
  type Errors,
  emptyState,
  type Html,
  html,
  pages,
  postForm,
  scrollTable,
  withQuery,
} from '#ui';
import { actOfVisitor, noteList, reachOfVisitor } from '../reach.ts';
import { birthText, idIn, lists, PAGE_SIZE, ROOT, recordsPage } from '../view.ts';

const PATHS: Readonly<Record<DecidedKind, string>> = { joined: `${ROOT}/da-gop`, apart: `${ROOT}/hai-nguoi` };

const asking = async (ctx: Ctx) => ({ reach: await reachOfVisitor(ctx), by: ctx.visitor!.accountId });

const who = (record: PersonRecord | undefined, linked: boolean): Html => {
  const born = birthText(record?.birthDate ?? null);
  const name = record?.name ?? '';
  return html`${linked && record ? html`<a href="${ROOT}/nguoi/${record.personId}">${name}</a>` : html`<b>${name}</b>`}${born && html`<br><small class="num">${born}</small>`}`;
};

async function rows(ctx: Ctx, kind: DecidedKind, found: readonly Decided[]): Promise<Html[][]> {
  const { t } = ctx;
  const names = await accountNames(
    ctx.db,
    found.map(d => d.by),
  );
  return Promise.all(
    found.map(async d => {
      const [one, other] = [await findRecord(ctx.db, d.oneId), await findRecord(ctx.db, d.otherId)];
      const by = d.way === 'number' ? t('person-records.by-number') : (names.get(d.by) ?? '');
      return [
        who(other, kind === 'joined'),
        who(one, false),
        html`${by}<br><small class="num">${formatDateTime(d.at)}</small>`,
        postForm(ctx, {
          action: `${PATHS[kind]}/${d.id}`,
          fields: '',
          button: t(`person-records.undo.${kind}`),
          about: `${other?.name ?? ''}, ${one?.name ?? ''}`,
          alt: true,
        }),
      ];
    }),
  );
}

/** Who was joined, or said to be two; each can be taken back. */
async function show(ctx: Ctx, kind: DecidedKind, errors: Errors = []): Promise<Answer> {
  const { t } = ctx;
  const n = pageNumber(ctx.req.query);
  const offset = (n - 1) * PAGE_SIZE;
  const found = await listDecided(ctx.db, kind, await asking(ctx), { limit: PAGE_SIZE + 1, offset });
  const shown = found.slice(0, PAGE_SIZE);
  await noteList(ctx, kind, offset, shown.length);
  const at = (page: number) => withQuery(ctx, { trang: String(page) });
  return recordsPage(
    ctx,
    { title: t('person-records.title'), errors },
    html`<p class="q">${t(`person-records.about.${kind}`)}</p>
${lists(ctx, kind)}
${
  shown.length
    ? scrollTable({
        caption: t(`person-records.tab.${kind}`),
        captionHidden: true,
        columns: ['stays', 'joined', 'decided', 'do'].map(c => ({
          label: t(
            `person-records.column.${kind === 'apart' && c !== 'decided' && c !== 'do' ? (c === 'stays' ? 'one' : 'other') : c}`,
          ),
          hidden: c === 'do',
        })),
        rows: await rows(ctx, kind, shown),
      })
    : emptyState({ why: t(`person-records.none.${kind}`) })
}
${pages(t, {
  from: offset + 1,
  to: offset + shown.length,
  previous: n > 1 ? at(n - 1) : undefined,
  next: found.length > PAGE_SIZE ? at(n + 1) : undefined,
})}`,
  );
}

async function undo(ctx: Ctx, kind: DecidedKind): Promise<Answer> {
  const id = idIn(ctx, 'decided');
  const back = kind === 'joined' ? part : endApart;
  return attempt(
    ctx,
    async () => {
      const asker = await asking(ctx);
      // Pressed twice, it is done once, and both are told so.
      await ctx.db.tx(tx =>
        doOnce(ctx, tx, async () => {
          if (!(await decidedFor(tx, kind, { ...asker, id }))) throw NotFound();
          await back(tx, id, actOfVisitor(ctx));
          return { id };
        }),
      );
      return doneAt(PATHS[kind], kind === 'joined' ? 'parted' : 'apart-ended');
    },
    errors => show(ctx, kind, errors),
    { otherwise: 'ds' },
  );
}

const rule = { permission: 'person.join' };
export const decidedRoutes: readonly Route[] = (['joined', 'apart'] as const).flatMap(kind => [
  { method: 'GET', path: PATHS[kind], rule, handler: (ctx: Ctx) => show(ctx, kind) },
  { method: 'POST', path: `${PATHS[kind]}/:decided`, rule, handler: (ctx: Ctx) => undo(ctx, kind) },
]);
