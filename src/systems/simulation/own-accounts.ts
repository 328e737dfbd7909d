import { answerMandate, demoCitizens, inviteDelegate, vaultService } from '#engines/identity';
import { accountMessages, markRead } from '#engines/messaging';
import { localDate } from '#platform/clock';
import type { Queryable, Tx } from '#platform/db';
import type { Env } from '#platform/env';
import { type Ledger, ledgerService } from '#platform/ledger';
import type { Applicant } from './people/applicant.ts';
import { PEOPLES } from './people/names.ts';
import { inSentence } from './people/person.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** So long the demo's mandates run. */
const MANDATE_DAYS = 365;

/** The demo's citizens as people who apply: what they find in their accounts is what such a person has there. */
export async function demoApplicants(q: Queryable): Promise<Applicant[]> {
  return (await demoCitizens(q)).map(({ accountId, commune, addressDetail, phone, ...citizen }) => ({
    accountId,
    commune,
    person: {
      name: citizen.name,
      family: citizen.name.split(' ')[0] ?? citizen.name,
      sex: citizen.sex,
      people: PEOPLES.find(p => p === citizen.ethnicity) ?? 'Kinh',
      birthDate: citizen.birthDate,
      personalNumber: citizen.personalNumber,
      phone: phone.replace('+84', '0'),
      village: addressDetail,
      address: `${addressDetail}, ${inSentence(commune)}, tỉnh Lào Cai`,
    },
  }));
}

/** Enters that who did a step of their dossiers had opened them, a minute before. */
async function enterReadings(tx: Tx, ledger: Ledger, accounts: readonly string[]): Promise<void> {
  const done = await tx.query<{
    subject: string;
    actor: string;
    post: string | null;
    agency: string;
    at: Date;
  }>(
    `SELECT 'dossier:' || d.id AS subject, t.ended_by AS actor, t.ended_post AS post, t.agency_id AS agency, t.ended_at AS at
     FROM work.task t JOIN cases.dossier d ON t.subject_kind = 'dossier' AND t.subject_id = d.id
     WHERE d.synthetic AND d.applicant_id = ANY ($1) AND t.ended_post IS NOT NULL ORDER BY t.ended_at, t.id`,
    [accounts],
  );
  for (const { subject, actor, post, agency, at } of done)
    await ledger.append(tx, {
      kind: 'ledger.record-read',
      ...{ subject, actor, post, agency },
      at: new Date(at.getTime() - MINUTE_MS),
      body: { purpose: 'handle' },
    });
}

/**
 * What the accounts of the demo's citizens hold besides their dossiers: the first has let the second act for her, and invited the third;
 * and who has opened their dossiers. Again it changes nothing.
 */
export async function settleAccounts(env: Env): Promise<void> {
  const ledger = env.get(ledgerService);
  const [first, second, third] = await demoCitizens(env.db);
  if (!first || !second || !third) return;
  const at = env.clock.now();
  const until = localDate(new Date(at.getTime() + MANDATE_DAYS * DAY_MS));
  await env.db.tx(async tx => {
    if (await tx.maybe('SELECT FROM identity.mandate WHERE principal_id = $1 LIMIT 1', [first.accountId]))
      return;
    const invite = (who: typeof first, relation: 'family' | 'village') =>
      inviteDelegate(
        tx,
        env.get(vaultService),
        first.accountId,
        { ...{ name: who.name, phone: who.phone, relation, until }, scope: 'all', code: null },
        { ledger, actor: first.accountId, at },
      );
    const mandateId = await invite(second, 'family');
    const taken = { ledger, actor: second.accountId, at };
    await answerMandate(tx, second.accountId, { mandateId, take: true }, taken);
    await invite(third, 'village');
    await enterReadings(
      tx,
      ledger,
      [first, second, third].map(c => c.accountId),
    );
  });
}

const UNREAD_MS = 3 * DAY_MS;
/** So long after it came somebody has read a message, about. */
const READ_AFTER_MS = 5 * 60 * MINUTE_MS;
const MOST_MESSAGES = 500;

/** The demo's citizens have read what came to them, as far as it is not of the last days; the last one of each is always new. */
export async function readMessages(env: Env): Promise<void> {
  const now = env.clock.now().getTime();
  await env.db.tx(async tx => {
    for (const { accountId } of await demoCitizens(tx)) {
      const [, ...before] = await accountMessages(tx, accountId, { limit: MOST_MESSAGES, offset: 0 });
      for (const m of before.filter(m => !m.readAt && m.createdAt.getTime() < now - UNREAD_MS))
        await markRead(tx, accountId, [m.id], new Date(m.createdAt.getTime() + READ_AFTER_MS));
    }
  });
}
