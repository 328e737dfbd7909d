import {
  DOSSIER_CHANNELS,
  dossiersCalledBy,
  listRegister,
  paperNumberIn,
  REGISTER_VIEWS,
  type RegisterFilter,
  type RegisterLine,
  type RegisterReach,
  withLegaciesByPlace,
} from '#engines/cases';
import { holdsAll, type ScopedGrant, vaultService } from '#engines/identity';
import { agenciesBelow } from '#engines/organisation';
import { searchProcedures } from '#engines/procedures';
import { localDate, readDay } from '#platform/clock';
import { NotAllowed } from '#platform/errors';
import { type Ctx, queryText } from '#platform/http';
import { ledgerService } from '#platform/ledger';
import { procedureAsked, wordsAsked } from '../words-asked.ts';

export const REGISTER = '/can-bo/so-theo-doi';
/** A search by the name of a procedure covers so many of those it may mean. */
const MOST_PROCEDURES = 20;

/** Among what is wrong: the last day lies before the first. */
export const ORDER = 'tu-den';

/** What is asked of the register, and what of it cannot be read. */
export type Asked = { filter: RegisterFilter; typed: Record<string, string>; wrong: string[] };

/** What the address asks for. `q` is a number of somebody or of a letter, or looked for in codes, names, names of procedures, and as the number of a paper. */
export async function askedOf(ctx: Ctx): Promise<Asked> {
  const { query } = ctx.req;
  const typed = Object.fromEntries(
    ['q', 'xem', 'tu', 'den', 'thu-tuc', 'cach-nop'].map(name => [
      name,
      queryText(query, name).slice(0, 200),
    ]),
  ) as Record<string, string>;
  const asked = wordsAsked(typed.q ?? '', 8);
  const { procedure, none } = procedureAsked(asked.procedure, typed['thu-tuc']);
  const { words } = asked;
  const wrong: string[] = [];
  const day = (name: string): string | undefined => {
    const text = typed[name];
    if (!text) return undefined;
    const read = readDay(text);
    if (!read) wrong.push(name);
    return read;
  };
  const [from, to] = [day('tu'), day('den')];
  if (from && to && to < from) wrong.push(ORDER);
  const view = REGISTER_VIEWS.find(v => v === typed.xem);
  const channel = DOSSIER_CHANNELS.find(c => c === typed['cach-nop']);
  if (typed['cach-nop'] && !channel) wrong.push('cach-nop');
  if (typed.xem && !view) wrong.push('xem');
  const ids = await dossiersCalledBy(ctx.db, ctx.get(vaultService), typed.q ?? '');
  const paper = paperNumberIn(typed.q ?? '');
  const named = words.some(word => /[a-z]{2}/.test(word))
    ? (
        await searchProcedures(
          ctx.db,
          asked.procedure ? words.join(' ') : (typed.q ?? ''),
          { limit: MOST_PROCEDURES },
          localDate(ctx.clock.now()),
        )
      ).rows.map(p => p.code)
    : [];
  return {
    typed,
    wrong,
    filter: {
      ...(none || asked.none
        ? { ids: [] }
        : ids.length
          ? { ids }
          : words.length && { words, orProcedures: named, ...(paper && { orPaper: paper }) }),
      ...(view && { view }),
      ...(procedure && { procedure }),
      ...(channel && { channel }),
      ...(from && { from }),
      ...(to && { to }),
    },
  };
}

type Whole = Awaited<ReturnType<typeof withLegaciesByPlace>>;
/** Where a list of dossiers reaches; null for everything. */
type Reach = Omit<Whole, 'reach'> & { reach: Whole['reach'] | null };

/** The agencies whose dossiers the visitor may read. Throws NotAllowed for whoever reads none. */
export async function reachOfRegister(ctx: Ctx): Promise<Reach> {
  const now = ctx.clock.now();
  const grants = ((ctx.visitor?.grants ?? []) as readonly ScopedGrant[]).filter(
    g => g.permission === 'dossier.read',
  );
  if (!grants.length) throw NotAllowed();
  if (!grants.some(g => g.fields) && (await holdsAll(ctx, 'dossier.read')))
    return { reach: null, undecided: [] };
  const reach: RegisterReach[] = [];
  for (const { agencyId, below, fields } of grants) {
    const ids = [
      agencyId,
      ...(below ? (await agenciesBelow(ctx.db, agencyId, localDate(now))).map(a => a.id) : []),
    ];
    for (const id of ids)
      if (!reach.some(r => r.agencyId === id && r.fields === null))
        reach.push({ agencyId: id, fields: fields ?? null });
  }
  return withLegaciesByPlace(ctx.db, reach, now);
}

/** Where the address names one agency (`co-quan`), that one only, if it is within reach. */
function ofAgency(reach: Reach['reach'], ctx: Ctx): Reach['reach'] {
  const id = queryText(ctx.req.query, 'co-quan');
  if (!/^[0-9a-f-]{36}$/.test(id)) return reach;
  return reach ? reach.filter(r => r.agencyId === id) : [{ agencyId: id, fields: null }];
}

/**
 * The lines that are asked for; `undecided`: former places of which the register has nothing of what agencies without an heir had. That the
 * list was read, and what was asked, is an entry (one an hour).
 */
export async function linesFor(
  ctx: Ctx,
  { filter }: Asked,
  page: { limit: number; offset: number },
  purpose: 'register' | 'register-file',
): Promise<{ lines: RegisterLine[]; undecided: string[] }> {
  const { reach, undecided } = await reachOfRegister(ctx);
  const lines = await listRegister(ctx.db, ofAgency(reach, ctx), filter, page, ctx.clock.now());
  const grant = ctx.visitor?.grants.find(g => g.permission === 'dossier.read');
  await ctx.db.tx(tx =>
    ctx.get(ledgerService).recordListRead(tx, {
      actor: ctx.visitor!.accountId,
      post: grant?.postId ?? null,
      agency: grant?.agencyId ?? null,
      purpose,
      query: { ...filter, offset: page.offset },
      rows: lines.length,
    }),
  );
  return { lines, undecided };
}
