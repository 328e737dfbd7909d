import {
  addresseeOf,
  type Dossier,
  findDossiers,
  listRegister,
  listResults,
  listSupplementRequests,
} from '#engines/cases';
import { valueAt } from '#engines/forms';
import { type MessageRequest, queueMessage } from '#engines/messaging';
import { formatDateTime, localDate } from '#platform/clock';
import type { Tx } from '#platform/db';
import type { Env } from '#platform/env';
import { agencyNamed } from './office.ts';

const DAY_MS = 86_400_000;
/** Looked for among what came in within so many days. */
const RECENT_DAYS = 60;
const MOST = 400;

type Told = { key: string; params: MessageRequest['params']; at: Date };

/** What its applicant would be told of a dossier; undefined where nothing has happened that he would be told like that. */
type Tell = (tx: Tx, dossier: Dossier) => Promise<Told | undefined>;

const askedFor: Tell = async (tx, { id, status }) => {
  const [request] = status === 'supplementing' ? await listSupplementRequests(tx, id) : [];
  const what = request?.what.replace(/\.$/, '');
  return request && { key: 'cases.message.supplement', params: { what: what ?? '' }, at: request.askedAt };
};

const hasResult: Tell = async (tx, { id, data }) => {
  const [result] = valueAt(data, 'result.way') === 'electronic' ? await listResults(tx, id) : [];
  return result && { key: 'cases.message.result', params: { result: result.title }, at: result.issuedAt };
};

/** Of which office one is told what, the first that there is. */
const WHERE: ReadonlyArray<readonly [office: string, tells: readonly Tell[]]> = [
  ['Ủy ban nhân dân xã Bắc Hà', [askedFor, hasResult]],
  ['Ủy ban nhân dân phường Lào Cai', [hasResult]],
];

/** The first of these dossiers of which something is to be told, and what. */
async function found(tx: Tx, dossiers: readonly Dossier[], tells: readonly Tell[]) {
  for (const tell of tells)
    for (const dossier of dossiers) {
      const told = await tell(tx, dossier);
      if (told) return { dossier, told };
    }
  return undefined;
}

async function tellOne(tx: Tx, [office, tells]: (typeof WHERE)[number], now: Date): Promise<number> {
  const agency = await agencyNamed(tx, office, now);
  if (!agency) return 0;
  const from = localDate(new Date(now.getTime() - RECENT_DAYS * DAY_MS));
  const reach = [{ agencyId: agency.id, fields: null }];
  const lines = await listRegister(tx, reach, { from }, { limit: MOST, offset: 0 }, now);
  const dossiers = (
    await findDossiers(
      tx,
      lines.map(l => l.id),
    )
  )
    .filter(d => d.synthetic && !d.applicantId && d.phone)
    .sort((a, b) => (a.code < b.code ? 1 : -1));
  const one = await found(tx, dossiers, tells);
  if (!one) return 0;
  const { code, dueAt } = one.dossier;
  const { ways, ...to } = await addresseeOf(tx, one.dossier);
  const params = { ...ways, code, due: formatDateTime(dueAt), ...one.told.params };
  return queueMessage(tx, { ...to, key: one.told.key, params, dedupe: `demo:${code}` }, one.told.at);
}

/**
 * Nobody is told of synthetic dossiers, but of two: their applicants' numbers ring nowhere, so that the desk of a demo has messages that reached
 * nobody, refused by its outbox. Returns how many were queued; again the same ones are.
 */
export const tellInVain = (env: Env): Promise<number> =>
  env.db.tx(async tx => {
    let queued = 0;
    for (const one of WHERE) queued += await tellOne(tx, one, env.clock.now());
    return queued;
  });
