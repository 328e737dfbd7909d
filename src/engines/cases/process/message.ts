import { queueMessage } from '#engines/messaging';
import { agenciesOf, ancestorsOf } from '#engines/organisation';
import type { Command } from '#engines/processes';
import { openTask } from '#engines/work';
import { formatDateTime, localDate } from '#platform/clock';
import { newId } from '#platform/db';
import { fold } from '#platform/text';
import { NoAgency } from '../errors.ts';
import type { Dossier } from '../types.ts';
import { heirOf } from './heir.ts';
import type { RunContext } from './run-context.ts';

type Message = Extract<Command, { type: 'send-message' }>;

/** Texts of a message of the process that names none of its own: `KEY.subject`, `KEY.body`, `KEY.sms`. */
const DEFAULT_KEY = 'cases.message.process';

async function tellApplicant(ctx: RunContext, dossier: Dossier, message: Message): Promise<void> {
  const { key, ...rest } = message.params;
  const said = Object.entries(rest).filter(
    (e): e is [string, string | number] => typeof e[1] === 'string' || typeof e[1] === 'number',
  );
  await queueMessage(
    ctx.tx,
    {
      accountId: dossier.applicantId,
      phone: dossier.phone,
      email: dossier.email,
      key: typeof key === 'string' ? key : DEFAULT_KEY,
      params: {
        ...Object.fromEntries(said),
        code: dossier.code,
        due: formatDateTime(dossier.dueAt),
        what: typeof rest.what === 'string' ? rest.what : message.name,
      },
      lang: dossier.lang,
      about: { kind: 'dossier', id: dossier.id },
      // A loop may say it again; what is repeated in vain is rolled back with its transaction.
      dedupe: `process:${newId()}`,
    },
    ctx.at,
  );
}

/** The agency of a kind (or short name) that answers for the dossier's area, or for one above it. */
async function recipientOf({ tx, at }: RunContext, dossier: Dossier, kind: string): Promise<string> {
  const date = localDate(at);
  const own = await heirOf(tx, dossier, dossier.agencyId, date);
  const areaId = own?.areaId ?? dossier.areaId;
  for (const id of [areaId, ...(await ancestorsOf(tx, areaId, date)).map(a => a.id)]) {
    const found = (await agenciesOf(tx, id, date)).find(a => a.kind === kind || a.shortName === kind);
    if (found) return found.id;
  }
  throw NoAgency({ code: dossier.code });
}

/** A task without a token: whoever has read it ends it, and the process does not wait for that. */
async function tellAgency(
  ctx: RunContext,
  dossier: Dossier,
  message: Message,
  recipient: string,
): Promise<void> {
  const matter = ctx.procedure.version.name;
  await openTask(
    ctx.tx,
    {
      subjectKind: 'dossier',
      subjectId: dossier.id,
      elementId: message.elementId,
      field: dossier.field,
      areaId: dossier.areaId,
      title: {
        step: message.name,
        code: dossier.code,
        person: dossier.ownerName,
        matter,
        channel: dossier.channel,
        procedure: dossier.procedureCode,
      },
      agencyId: await recipientOf(ctx, dossier, recipient),
      permission: 'dossier.process',
      dueAt: dossier.dueAt,
      search: fold(`${dossier.code} ${dossier.ownerName} ${dossier.applicantName} ${matter} ${message.name}`),
    },
    ctx.at,
  );
}

/**
 * What a process says: to the applicant (`fs:to="applicant"`, or nobody named) as a message with the texts that its
 * parameter `key` names; to another agency (a kind, e.g. `department`, or a short name) as a task there.
 * Throws NoAgency when there is no such agency.
 */
export const sendMessage = (ctx: RunContext, dossier: Dossier, message: Message): Promise<void> =>
  message.recipient && message.recipient !== 'applicant'
    ? tellAgency(ctx, dossier, message, message.recipient)
    : tellApplicant(ctx, dossier, message);
