import { asCorrectedBy, type Dossier, findDossier, findSynthetic, loadProcedure } from '#engines/cases';
import { type Vault, vaultService } from '#engines/identity';
import { type Act, findAreaByCode } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Tx } from '#platform/db';
import type { Env } from '#platform/env';
import { type Entry, type Follower, ledgerService } from '#platform/ledger';
import { takeTurn } from './joins/group.ts';
import { findLikeness, refreshLikeness } from './match/candidates.ts';
import { type Named, namedIn } from './records/named-in.ts';
import { settleNumber } from './records/settle-number.ts';
import { writeRecord } from './records/write.ts';
import type { PersonRecord } from './types.ts';

type AccountRow = {
  name: string;
  birthDate: string | null;
  sex: string | null;
  phone: string | null;
  ethnicity: string | null;
  areaId: string | null;
  address: string | null;
  key: Buffer | null;
  last4: string | null;
  seen: boolean;
};

/** `alone`: it was made just now and no number was asked whose it is, so that it is with no other record yet. */
type Followed = { record: PersonRecord; alone: boolean };

/** The record of a citizen's account says what the account says; undefined for other accounts. */
async function followAccount(tx: Tx, accountId: string, act: Act): Promise<Followed | undefined> {
  const a = await tx.maybe<AccountRow>(
    `SELECT a.name, a.birth_date AS "birthDate", p.sex, a.phone, p.ethnicity, p.area_id AS "areaId", p.address_detail AS address,
       a.personal_number_key AS key, a.personal_number_last4 AS last4, a.number_seen_at IS NOT NULL AS seen
     FROM identity.account a LEFT JOIN identity.citizen_profile p ON p.account_id = a.id WHERE a.id = $1::uuid AND a.kind = 'citizen'`,
    [accountId],
  );
  if (!a) return undefined;
  const { key, seen, ...facts } = a;
  const { record, fresh } = await writeRecord(
    tx,
    { of: { accountId }, ...facts, mother: null, numberKey: seen ? key : null, statedKey: key },
    act.at,
  );
  await settleNumber(tx, record, seen ? key : null, act);
  return { record, alone: fresh && !(seen && key) };
}

/** The record of whom a form names. A number in it is what somebody says, at a counter too: only accounts have numbers that a card showed. */
async function followNamed(
  tx: Tx,
  vault: Vault,
  dossier: Dossier,
  named: Named,
  act: Act,
): Promise<Followed> {
  const { role, number, commune, ...facts } = named;
  const area = commune ? await findAreaByCode(tx, commune, 'commune', localDate(act.at)) : undefined;
  const key = number ? vault.digest('personal-number', number) : null;
  const { record, fresh } = await writeRecord(
    tx,
    {
      of: { dossierId: dossier.id, role },
      ...facts,
      areaId: area?.id ?? null,
      numberKey: null,
      statedKey: key,
      last4: number?.slice(-4) ?? null,
    },
    act.at,
  );
  return { record, alone: fresh };
}

/** A dossier is with the persons whom it names: who may see it may see them. */
async function followDossier(tx: Tx, vault: Vault, dossier: Dossier, act: Act): Promise<Followed[]> {
  const followed: Followed[] = [];
  if (dossier.applicantId) {
    const own = await followAccount(tx, dossier.applicantId, act);
    if (own) followed.push(own);
  }
  const { form } = await loadProcedure(tx, dossier);
  for (const named of namedIn(await asCorrectedBy(tx, dossier, act.at), form))
    followed.push(await followNamed(tx, vault, dossier, named, act));
  if (!followed.length) return followed;
  await tx.run(
    `INSERT INTO people.place (record_id, dossier_id, agency_id, field)
     SELECT r, $2::uuid, a, $4::text FROM unnest($1::uuid[]) AS r, unnest($3::uuid[]) AS a ON CONFLICT DO NOTHING`,
    [
      followed.map(f => f.record.id),
      dossier.id,
      [...new Set([dossier.agencyId, dossier.receivedBy])],
      dossier.field,
    ],
  );
  return followed;
}

const findLike = async (tx: Tx, followed: readonly Followed[]): Promise<void> => {
  for (const { record, alone } of followed)
    await (alone ? findLikeness(tx, record) : refreshLikeness(tx, [record.id]));
};

/**
 * Keeps the records of whom a synthetic dossier names, as the follower does for the dossiers of people: for demos, in which somebody
 * should be there to be found. Twice is once.
 */
export async function recordSynthetic(env: Env, tx: Tx, dossier: Dossier): Promise<void> {
  await takeTurn(tx);
  const act: Act = { ledger: env.get(ledgerService), actor: 'system', at: dossier.receivedAt };
  await findLike(tx, await followDossier(tx, env.get(vaultService), dossier, act));
}

const DOSSIER = 'dossier:';

/** Keeps the records of people as accounts and dossiers say, and looks for who may be one with whom. */
export const followPeople = (env: Env): Follower => {
  const handle = async (entry: Entry, tx: Tx): Promise<void> => {
    await takeTurn(tx);
    const act: Act = { ledger: env.get(ledgerService), actor: 'system', at: entry.recordedAt };
    const [what, id = ''] = entry.subject.split(':');
    if (what !== 'dossier') {
      const own = await followAccount(tx, id, act);
      return findLike(tx, own ? [own] : []);
    }
    const dossier = await findDossier(tx, id);
    // A synthetic dossier is of nobody.
    if (dossier && !dossier.synthetic)
      await findLike(tx, await followDossier(tx, env.get(vaultService), dossier, act));
  };
  return {
    id: 'people.records',
    kinds: [
      'identity.account-created',
      'identity.account-changed',
      'identity.account-closed',
      'identity.number-seen',
      'identity.number-unseen',
      'case.submitted',
      'case.transferred',
      'case.answers-corrected',
      'case.result-corrected',
      'case.act-undone',
    ],
    handle,
    handleAll: async (entries, tx) => {
      const dossiers = entries.map(e => e.subject).filter(subject => subject.startsWith(DOSSIER));
      const nobodys = await findSynthetic(
        tx,
        dossiers.map(subject => subject.slice(DOSSIER.length)),
      );
      for (const entry of entries)
        if (!nobodys.has(entry.subject.slice(DOSSIER.length))) await handle(entry, tx);
    },
  };
};
