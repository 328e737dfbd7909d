import { findAccount, signsIn } from '#engines/identity';
import { queueMessage } from '#engines/messaging';
import { findAgency } from '#engines/organisation';
import { formatDate, formatDateTime, localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { Entry, Follower } from '#platform/ledger';
import { dueOf } from './actions/record.ts';
import { findComplaint } from './data/read.ts';
import type { Level } from './rules/limits.ts';
import { settlingAgency } from './settling-agency.ts';
import type { Complaint } from './types.ts';

/** What is told of a first complaint, and of a second: agencies number each for themselves, so that both may bear the same number. */
const MESSAGES: Readonly<Record<string, Readonly<Record<Level, string>>>> = {
  'complaint.submitted': { 1: 'complaints.message.submitted', 2: 'complaints.message.submitted-second' },
  'complaint.taken-on': { 1: 'complaints.message.taken-on', 2: 'complaints.message.taken-on-second' },
  'complaint.declined': { 1: 'complaints.message.declined', 2: 'complaints.message.declined-second' },
  'complaint.prolonged': { 1: 'complaints.message.prolonged', 2: 'complaints.message.prolonged-second' },
  'complaint.settled': { 1: 'complaints.message.settled', 2: 'complaints.message.settled-second' },
  'complaint.carried-out': {
    1: 'complaints.message.carried-out',
    2: 'complaints.message.carried-out-second',
  },
};

/** Whether the complainant has an account that lets him in. */
async function hasOwnAccount(q: Queryable, { accountId }: Complaint): Promise<boolean> {
  const account = accountId ? await findAccount(q, accountId) : undefined;
  return account !== undefined && signsIn(account);
}

/** Whether a message reaches the complainant: what is decided is handed over, or posted, to one who has neither telephone nor e-mail nor account. */
export const isReached = async (q: Queryable, complaint: Complaint): Promise<boolean> =>
  Boolean(complaint.phone || complaint.email) || hasOwnAccount(q, complaint);

/** What is said of an act: that the complainant is told, that no message reaches him, or that there is nobody to be told. */
export type Told = 'told' | 'untold' | 'synthetic';

/**
 * Whom what is done with a complaint reaches; about what a simulation made only an account that lets somebody in is written to, whatever telephone
 * it names, as about the dossier itself.
 */
export async function toldOf(q: Queryable, complaint: Complaint): Promise<Told> {
  if (complaint.synthetic) return (await hasOwnAccount(q, complaint)) ? 'told' : 'synthetic';
  return (await isReached(q, complaint)) ? 'told' : 'untold';
}

/** Tells the complainant: follows the sealed ledger, once for each entry. */
export const notifyComplainant: Follower = {
  id: 'complaints.notify',
  kinds: Object.keys(MESSAGES),
  handle: async (entry: Entry, tx) => {
    const complaint = await findComplaint(tx, entry.subject.slice('complaint:'.length));
    const key = complaint && MESSAGES[entry.kind]?.[complaint.level];
    if (!key) return;
    const own = await hasOwnAccount(tx, complaint);
    const { synthetic } = complaint;
    // There is nobody to be told of what a simulation made, but who looks at the demo in an account of it.
    if (synthetic && !own) return;
    // What was done on the dossier itself is told with that.
    if (entry.kind === 'complaint.carried-out' && entry.body.how !== 'elsewhere') return;
    const settler = await settlingAgency(tx, complaint, entry.at);
    const agency = await findAgency(tx, settler, localDate(entry.at));
    const due = entry.body.dueAt ? new Date(String(entry.body.dueAt)) : dueOf(complaint);
    await queueMessage(
      tx,
      {
        accountId: own ? complaint.accountId : null,
        phone: synthetic ? null : complaint.phone,
        email: synthetic ? null : complaint.email,
        key,
        params: {
          number: complaint.number,
          code: complaint.dossierCode,
          about: `${complaint.ground.title} số ${complaint.ground.number}`,
          agency: agency?.name ?? '',
          due: due ? formatDateTime(due) : '',
          day: formatDate(entry.at),
          other: String(entry.body.code ?? ''),
          decision: complaint.decisionNumber ?? '',
          // Who complained on paper and has no account looks it up with the dossier.
          see: own ? `/khieu-nai/${complaint.id}` : `/tra-cuu?ma=${complaint.dossierCode}`,
          // The message goes on after it with a full stop of its own.
          what: String(entry.personal.reason ?? '')
            .trimEnd()
            .replace(/\.$/, ''),
        },
        lang: complaint.lang,
        about: { kind: 'dossier', id: complaint.dossierId },
        dedupe: entry.id,
      },
      synthetic ? entry.at : entry.recordedAt,
    );
  },
};
