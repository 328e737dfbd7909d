import { Readable } from 'node:stream';
import {
  type Copied,
  casesService,
  copiedOf,
  type Dossier,
  dossiersOfAccount,
  fileOfResult,
  isDecision,
  letterPdf,
  listDrafts,
  listLetters,
  listLiftedActs,
  listLooks,
  listPapers,
  listResultActs,
  listResults,
  type OwnView,
  receiptOf,
  waitsForFee,
} from '#engines/cases';
import { FileWithheld } from '#engines/files';
import { mandatesGiven, mandatesHeld, profileOf, vaultService } from '#engines/identity';
import { accountMessages } from '#engines/messaging';
import { moneyOf, obligationsOf, receiptsOf, refundsOf } from '#engines/payments';
import { getProcedureVersion } from '#engines/procedures';
import { findRating } from '#engines/ratings';
import type { Env } from '#platform/env';
import { isAppError } from '#platform/errors';
import { fileName } from '#platform/http';
import type { Translate } from '#platform/i18n';
import { MOST } from './most.ts';
import type { ToldDossier } from './words-view.ts';
import type { ZipFile } from './zip-file.ts';

const PAGE = 50;

/** All dossiers of an account, the newest first; of one view only if said. */
export async function* allDossiers(
  { db }: Pick<Env, 'db'>,
  accountId: string,
  view?: OwnView,
): AsyncGenerator<Dossier> {
  for (let offset = 0; ; offset += PAGE) {
    const dossiers = await dossiersOfAccount(db, accountId, { limit: PAGE, offset }, { view });
    yield* dossiers;
    if (dossiers.length < PAGE) return;
  }
}

/** What somebody has begun, for himself and for those who still let him: what was filled in of others is theirs. */
export async function draftsOf({ db, clock }: Env, accountId: string) {
  const now = clock.now();
  const held = new Set((await mandatesHeld(db, accountId, now)).map(m => m.principalId));
  return (await listDrafts(db, accountId, now)).filter(d => !d.principalId || held.has(d.principalId));
}

/** What is kept of somebody but his dossiers: as data, under the names of the programming interface. */
export async function personalRecord(env: Env, accountId: string): Promise<Record<string, unknown>> {
  const { db } = env;
  const page = { limit: MOST, offset: 0 };
  const drafts = await draftsOf(env, accountId);
  return {
    profile: await profileOf(db, env.get(vaultService), accountId),
    mandatesGiven: await mandatesGiven(db, accountId),
    mandatesHeld: await mandatesHeld(db, accountId, env.clock.now()),
    drafts: drafts.map(({ submitKey: _, ...draft }) => draft),
    messages: await accountMessages(db, accountId, page),
    looks: await listLooks(db, env.get(casesService).ledger, accountId, page),
  };
}

/** What was asked for a dossier, paid and given back; not which official took it or decided. */
export async function moneyRecord({ db }: Env, dossierId: string) {
  const subject = { kind: 'dossier', id: dossierId };
  return {
    asked: (await obligationsOf(db, subject)).map(({ name, amount, state, outstanding, askedAt }) => ({
      ...{ name, amount, state, outstanding, askedAt },
    })),
    cash: (await receiptsOf(db, subject)).map(({ number, year, amount, receivedAt, cancelledAt }) => ({
      ...{ number, year, amount, receivedAt, cancelledAt },
    })),
    transfers: (await moneyOf(db, subject)).map(({ amount, bookedAt, bankRef }) => ({
      ...{ amount, bookedAt, bankRef },
    })),
    refunds: (await refundsOf(db, subject)).map(
      ({ amount, way, requestedAt, approved, decidedAt, paidAt, paidRef }) => ({
        ...{ amount, way, requestedAt, approved, decidedAt, paidAt, paidRef },
      }),
    ),
  };
}
type Money = Awaited<ReturnType<typeof moneyRecord>>;

/** What systems keep about a dossier, by their names. */
type CopiedWith = ReadonlyArray<{ name: string; folder: string; all: readonly Copied[] }>;

export async function copiedWith(env: Env, dossier: Dossier, t: Translate): Promise<CopiedWith> {
  const copied = [];
  for (const { name, folder, of } of env.extensions(copiedOf))
    copied.push({ name, folder, all: await of(env, dossier, t) });
  return copied;
}

/** What is kept about a dossier beside it. */
export type Kept = { copied: CopiedWith; money: Money };

/**
 * Puts a dossier into the zip: its data, its receipt, its papers, its results, the decisions that ended them and its slips, and what systems keep about it. Gives where these lie, each called
 * by its own name.
 */
export async function packDossier(
  env: Env,
  zip: ZipFile,
  dossier: Dossier,
  { copied, money }: Kept,
  t: Translate,
): Promise<ToldDossier['files']> {
  const { db } = env;
  const deps = env.get(casesService);
  const folder = `ho-so/${dossier.code}`;
  const results = await listResults(db, dossier.id);
  const papers = await listPapers(db, dossier.id);
  const { name } = await getProcedureVersion(db, dossier.procedureVersionId);
  const {
    code,
    procedureCode,
    receivedAt,
    status,
    dueAt,
    closedAt,
    channel,
    applicantName,
    ownerName,
    data,
  } = dossier;
  zip.text(
    `${folder}/ho-so.json`,
    json({
      ...{ code, procedureCode, procedure: name, channel, receivedAt, status, dueAt, closedAt },
      ...{ applicantName, ownerName, data, papers, results },
      money,
      rating: (await findRating(db, dossier.id)) ?? null,
      ...Object.fromEntries(copied.map(({ name, all }) => [name, all.map(c => c.data)])),
    }),
  );
  const receipt = await receiptOf(db, deps, env.texts, dossier);
  await zip.stream(`${folder}/giay-tiep-nhan.pdf`, Readable.from([receipt]));
  const used = new Set<string>();
  // Two papers may have one file's name.
  const free = (wanted: string, id: string): string => {
    const tidy = fileName(wanted);
    const unique = used.has(tidy) ? `${id.slice(-6)}-${tidy}` : tidy;
    used.add(unique);
    return unique;
  };
  const places = [{ label: t('my-data.words.receipt'), path: `${folder}/giay-tiep-nhan.pdf` }];
  const put = async (label: string, path: string, sha256: string) => {
    // What is withheld from everybody does not hold up the rest: the copy says so in its place.
    const content = await deps.files.open(db, sha256).catch(error => {
      if (isAppError(error) && error.code === FileWithheld.code) return null;
      throw error;
    });
    const at = content ? path : `${path}.txt`;
    if (content) await zip.stream(at, content);
    else zip.text(at, `${t('my-data.export.withheld', { name: label })}\n`);
    places.push({ label, path: at });
  };
  for (const p of papers)
    await put(`${p.name}: ${p.filename}`, `${folder}/giay-to/${free(p.filename, p.id)}`, p.sha256);
  for (const r of results) {
    // What is not handed over yet, because its fee is due, is not in the copy either.
    if (await waitsForFee(db, { id: r.dossierId }, r)) continue;
    const sha256 = await fileOfResult(db, deps, r, env.clock.now());
    const title = free(`${r.title} ${r.number.replaceAll('/', '-')}.pdf`, r.id);
    await put(`${r.title} ${r.number}`, `${folder}/ket-qua/${title}`, sha256);
  }
  // A decision that ended a result holds, whatever was paid for it.
  for (const act of [...(await listResultActs(db, dossier.id)), ...(await listLiftedActs(db, dossier.id))]) {
    if (!isDecision(act) || !act.sha256) continue;
    const label = t('my-data.words.decision', { number: act.number ?? '' });
    const title = free(`Quyết định ${(act.number ?? '').replaceAll('/', '-')}.pdf`, act.id);
    await put(label, `${folder}/quyet-dinh/${title}`, act.sha256);
  }
  for (const letter of await listLetters(db, deps.ledger, dossier)) {
    const kind = t(`cases.slip.${letter.kind}`);
    const { annulledBy } = letter;
    const fate = annulledBy !== null ? '-annulled' : letter.void ? '-void' : '';
    const path = `${folder}/phieu/${fileName(letter.ref)}.pdf`;
    await zip.stream(path, Readable.from([await letterPdf(db, deps, dossier, letter)]));
    places.push({
      label: t(`my-data.words.slip${fate}`, { kind, number: letter.number, decision: annulledBy ?? '' }),
      path,
    });
  }
  for (const { folder: own, all } of copied)
    for (const f of all.flatMap(c => c.files))
      await put(f.label, `${folder}/${own}/${free(f.filename, f.sha256)}`, f.sha256);
  return places.map(({ label, path }) => ({
    label,
    path: path.split('/').map(encodeURIComponent).join('/'),
  }));
}

export const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
