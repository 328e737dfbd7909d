import type { Db } from '#platform/db';
import { type Entry, NOT_TOLD, type StateCheck } from '#platform/ledger';
import { digest } from './acts/digest.ts';
import { entries } from './entries.ts';

const KINDS = entries.map(e => e.kind);

type Row = {
  id: string;
  code: string;
  procedureVersion: string;
  status: string;
  receivedAt: Date;
  dueAt: Date;
  results: string[];
  ownerName: string;
  data: Record<string, unknown>;
  pauses: Array<{ kind: string; from: string; to: string | null }>;
};

/** The results as an entry leaves them: one is issued, drawn, replaced by another, or revoked by a decision. */
function resultsAfter(before: readonly string[], { kind, body, actor }: Entry): string[] {
  const of = (id: unknown, change: (line: string) => string) =>
    before.map(line => (line.startsWith(`${id} `) ? change(line) : line));
  const ended = (how: string) => of(body.of, line => line.replace(/ valid$/, ` ${how}`));
  const issued = [body.result, body.resultKind, body.number, actor, body.sha256 ?? '-', 'valid'].join(' ');
  switch (kind) {
    case 'case.result-issued':
      return [...before, issued];
    case 'case.result-drawn':
      return of(body.result, line => line.replace(' - ', ` ${body.sha256} `));
    case 'case.result-corrected':
    case 'case.result-reissued':
      return [...ended('replaced'), issued];
    case 'case.act-undone':
      return before.map(line =>
        body.result && line.startsWith(`${body.result} `) ? line.replace(/ valid$/, ' withdrawn') : line,
      );
    case 'case.result-revoked':
      return ended(`revoked ${body.number} ${body.sha256}`);
    case 'case.revocation-lifted':
      return of(body.of, line => `${line.split(' revoked ')[0]} valid`);
    default:
      return [...before];
  }
}

type Pause = { kind: string; from: number; to: number | null };

/** As the entry says that they are by now: an act was taken back, and with it what it had begun or ended. */
const pausesBack = ({ body }: Entry): Pause[] =>
  (body.pauses as Array<{ kind: string; from: string; to: string | null }>).map(({ kind, from, to }) => ({
    kind,
    from: Date.parse(from),
    to: to === null ? null : Date.parse(to),
  }));

const pauseLine = ({ kind, from, to }: Pause): string =>
  `${kind} ${new Date(from).toISOString()} ${to === null ? '-' : new Date(to).toISOString()}`;

/** The pauses of the clock as an entry leaves them, as `setClock` writes them: none is empty, none begins before the last has ended. */
function pausesAfter(before: readonly Pause[], waits: unknown, at: number): Pause[] {
  const last = before.at(-1);
  const open = last?.to === null ? last : undefined;
  if ((open?.kind ?? null) === (waits ?? null)) return [...before];
  const ended = open ? [...before.slice(0, -1), { ...open, to: Math.max(at, open.from + 1) }] : [...before];
  return waits
    ? [...ended, { kind: String(waits), from: Math.max(at, ended.at(-1)?.to ?? at), to: null }]
    : ended;
}

const lastGone = (known: readonly unknown[]): unknown[] =>
  known.length > 1 ? known.slice(0, -1) : [NOT_TOLD];

const takesCorrectionBack = ({ kind, body }: Entry): boolean =>
  kind === 'case.act-undone' && body.act === 'answers-corrected';

/**
 * The digest of the answers: stated when they come in, when they are carried to another version, and when a clerk's slip of the pen is
 * corrected; going back brings the one before.
 */
function dataAfter(before: Folded | undefined, entry: Entry): unknown[] {
  const { kind, personal } = entry;
  const known = before?.data ?? [];
  if (kind === 'case.moved-back' || takesCorrectionBack(entry)) return lastGone(known);
  if (kind === 'case.moved' || kind === 'case.answers-corrected')
    return [...known, personal.data ?? NOT_TOLD];
  return before ? known : [personal.data ?? NOT_TOLD];
}

/** Whose it is, as `dataAfter`. */
function ownerAfter(before: Folded | undefined, entry: Entry): unknown[] {
  const known = before?.owner ?? [];
  if (takesCorrectionBack(entry)) return lastGone(known);
  if (entry.kind === 'case.result-corrected')
    return entry.body.renamed ? [...known, entry.personal.owner ?? NOT_TOLD] : known;
  return before && entry.kind !== 'case.answers-corrected'
    ? known
    : [...known, entry.personal.owner ?? NOT_TOLD];
}

type Folded = {
  code: unknown;
  procedureVersion: unknown;
  status: unknown;
  receivedAt: unknown;
  dueAt: unknown;
  results: string[];
  /** Whose it is, by its answers: one for each time that these were corrected; the last holds. */
  owner: unknown[];
  /** Digests of the answers, one for each version that the dossier came under, and each correction; the last holds. */
  data: unknown[];
  /** `null`: some entry is older than the telling of pauses. */
  pauses: Pause[] | null;
};

/**
 * Code, version of the procedure, status, reception, due time, pauses of the clock, whose it is, its answers and its results (kind,
 * number, who signed, digest, whether it holds and by which decision not) of every dossier, as its tables hold them and as its
 * entries say: no deadline, no rules, no answer and no document's number move unseen, and nothing that was revoked holds again
 * but by a decision that is told.
 * Names and answers whose hashes alone are left in the ledger (erased) are not compared.
 */
export const dossierState: StateCheck = {
  id: 'cases.dossier',
  kinds: KINDS,
  actual: async (db: Db, after, limit) => {
    const rows = await db.query<Row>(
      `SELECT d.id, d.code, d.procedure_version_id AS "procedureVersion", d.status, d.received_at AS "receivedAt", d.due_at AS "dueAt",
         ARRAY(SELECT concat_ws(' ', r.id, r.kind, r.number, r.signed_by, coalesce(r.sha256, '-'), r.status, a.number, a.sha256)
           FROM cases.result r LEFT JOIN cases.result_act a ON a.result_id = r.id AND a.lifted_at IS NULL WHERE r.dossier_id = d.id) AS results,
         d.owner_name AS "ownerName", d.data,
         (SELECT coalesce(json_agg(json_build_object('kind', p.kind, 'from', lower(p.span), 'to', upper(p.span)) ORDER BY lower(p.span)), '[]')
           FROM cases.pause p WHERE p.dossier_id = d.id) AS pauses
       FROM cases.dossier d WHERE $1::text IS NULL OR d.id > substr($1, 9)::uuid ORDER BY d.id LIMIT $2`,
      [after, limit],
    );
    return rows.map(row => ({
      key: `dossier:${row.id}`,
      state: {
        code: row.code,
        procedureVersion: row.procedureVersion,
        status: row.status,
        receivedAt: row.receivedAt.toISOString(),
        dueAt: row.dueAt.toISOString(),
        results: row.results.sort(),
        owner: row.ownerName,
        data: digest(row.data),
        pauses: row.pauses.map(({ kind, from, to }) =>
          pauseLine({ kind, from: Date.parse(from), to: to === null ? null : Date.parse(to) }),
        ),
      },
    }));
  },
  fold: (state, entry) => {
    const before = state as Folded | undefined;
    const { body, at } = entry;
    const told = body.paused !== undefined && before?.pauses !== null;
    return {
      code: body.code ?? before?.code,
      procedureVersion: body.procedureVersion ?? before?.procedureVersion,
      status: body.status,
      receivedAt: body.receivedAt ?? before?.receivedAt,
      dueAt: body.dueAt,
      results: resultsAfter(before?.results ?? [], entry).sort(),
      owner: ownerAfter(before, entry),
      data: dataAfter(before, entry),
      pauses: !told
        ? null
        : entry.kind === 'case.act-undone'
          ? pausesBack(entry)
          : pausesAfter(
              before?.pauses ?? [],
              body.paused,
              body.until ? Date.parse(String(body.until)) : at.getTime(),
            ),
    } satisfies Folded;
  },
  told: state => {
    const { data, owner, pauses, ...rest } = state as Folded;
    return { ...rest, owner: owner.at(-1), data: data.at(-1), pauses: pauses?.map(pauseLine) ?? NOT_TOLD };
  },
};
