import {
  casesService,
  type Dossier,
  heldAmong,
  listLooks,
  loadProcedure,
  type OwnLook,
  paperStandsOf,
  resultEndsOf,
  statusText,
} from '#engines/cases';
import { ethnicGroup, type FormData, renderAnswers } from '#engines/forms';
import {
  type Mandate,
  mandatesGiven,
  mandatesHeld,
  postWords,
  profileOf,
  vaultService,
} from '#engines/identity';
import { accountMessages } from '#engines/messaging';
import { areaPath } from '#engines/organisation';
import { formatDate, formatDateTime, localDate } from '#platform/clock';
import type { Env } from '#platform/env';
import type { Translate } from '#platform/i18n';
import { formatMoney, formatPhone, type KeyValue } from '#ui';
import { MOST } from './most.ts';
import { draftsOf, type Kept } from './pack.ts';
import type { Told, ToldDossier } from './words-view.ts';

const asks = ({ db, clock, config }: Env, t: Translate) => ({ db, clock, config, t });

/** A dossier in words: how it stands, and its answers as the form shows them. `copied`, `money`: what is kept about it; `files`: where the copy has its papers. */
export async function tellDossier(
  env: Env,
  t: Translate,
  dossier: Dossier,
  { copied, money, files }: Kept & Pick<ToldDossier, 'files'>,
): Promise<ToldDossier> {
  const { form, version } = await loadProcedure(env.db, dossier);
  const ended = (await resultEndsOf(env.db, [dossier.id])).get(dossier.id);
  const held = (await heldAmong(env.db, [dossier.id])).has(dossier.id);
  const paper = (await paperStandsOf(env.db, [dossier])).get(dossier.id);
  const row = (key: string, value: string): KeyValue => ({ label: t(`my-data.words.${key}`), value });
  return {
    code: dossier.code,
    title: t('my-data.words.dossier', { code: dossier.code, name: version.name }),
    facts: [
      row('status', t(statusText(dossier.status, ended, held, paper))),
      row('owner', dossier.ownerName),
      row('applicant', dossier.applicantName),
      row('channel', t(`cases.channel.${dossier.channel}`)),
      row('received', formatDateTime(dossier.receivedAt)),
      row('due', formatDateTime(dossier.dueAt)),
      ...(dossier.closedAt ? [row('closed', formatDateTime(dossier.closedAt))] : []),
      ...moneyWords(t, money).map(words => row('money', words)),
      ...copied.flatMap(({ all }) => all.map(c => c.told)),
    ],
    answers: await renderAnswers(asks(env, t), form, dossier.data as FormData, {
      reveal: true,
      date: localDate(dossier.receivedAt),
      level: 3,
    }),
    files,
  };
}

/** What was paid for a dossier and what came back, each in a line. */
function moneyWords(t: Translate, { cash, transfers, refunds }: Kept['money']): string[] {
  const line = (key: string, amount: number, at: Date, ref = '') =>
    t(`my-data.words.money-${key}`, { amount: formatMoney(amount, t.lang), at: formatDateTime(at), ref });
  return [
    ...cash
      .filter(r => !r.cancelledAt)
      .map(r => line('cash', r.amount, r.receivedAt, `${r.number}/${r.year}`)),
    ...transfers.filter(m => m.amount > 0).map(m => line('transfer', m.amount, m.bookedAt, m.bankRef)),
    ...refunds.flatMap(r => (r.paidAt ? [line('back', r.amount, r.paidAt)] : [])),
  ];
}

async function tellProfile(env: Env, t: Translate, accountId: string): Promise<KeyValue[]> {
  const profile = await profileOf(env.db, env.get(vaultService), accountId);
  const commune = profile.areaId
    ? (await areaPath(env.db, profile.areaId, localDate(env.clock.now()))).map(a => a.fullName).join(', ')
    : null;
  const said: Array<[string, string | null]> = [
    ['name', profile.name],
    ['phone', profile.phone && formatPhone(profile.phone)],
    ['email', profile.email],
    ['number', profile.personalNumber],
    ['birth', profile.birthDate && formatDate(profile.birthDate)],
    ['sex', profile.sex && t(`my-data.words.${profile.sex}`)],
    ['ethnicity', profile.ethnicity && (ethnicGroup(profile.ethnicity) ?? profile.ethnicity)],
    ['commune', commune],
    ['address', profile.addressDetail],
  ];
  return said.flatMap(([key, value]) => (value ? [{ label: t(`my-data.words.${key}`), value }] : []));
}

/** Who was asked, and has not said yes, may do nothing. */
const mandateState = (key: 'given' | 'held', { takenAt, endedAt }: Mandate): string =>
  takenAt ? (endedAt ? 'ended' : key) : endedAt ? 'asked-ended' : 'asked';

const mandateWords = (t: Translate, key: 'given' | 'held', m: Mandate): string =>
  t(`my-data.words.mandate-${mandateState(key, m)}`, {
    name: key === 'given' ? m.name : m.principalName,
    until: formatDate(m.endedAt ?? m.until),
  });

function lookWords({ texts }: Env, t: Translate, look: OwnLook): { who: string; about: string } {
  const { post, agency, byDelegation, purpose, code, delegate } = look;
  const as =
    post && byDelegation
      ? [t('my-data.words.stand-in', { post }), agency]
      : post && agency
        ? [postWords(post, agency)]
        : [post, agency];
  const key = `my-data.words.why.${purpose}`;
  const why = t(texts.has(key) ? key : 'my-data.words.why.other');
  const at = formatDateTime(look.at);
  const acting = delegate === null ? '' : t('my-data.words.delegate', { name: delegate }).trim();
  return {
    who: acting || as.filter(Boolean).join(', ') || t('my-data.words.unnamed'),
    about: code ? t('my-data.words.look', { at, code, why }) : t('my-data.words.look-self', { at, why }),
  };
}

/** All that is kept of somebody in words, as `personalRecord` and the folders of his dossiers have it for programs. */
export async function tellPerson(
  env: Env,
  t: Translate,
  accountId: string,
  dossiers: readonly ToldDossier[],
): Promise<Told> {
  const { db, site } = env;
  const now = env.clock.now();
  const page = { limit: MOST, offset: 0 };
  const heading = (name: string) => t(`my-data.words.${name}`);
  const drafts = [];
  for (const draft of await draftsOf(env, accountId)) {
    const { form, version } = await loadProcedure(db, draft);
    const answers = await renderAnswers(asks(env, t), form, draft.data as FormData, {
      reveal: true,
      level: 3,
    });
    drafts.push({ title: version.name, answers });
  }
  const said = { base: site.baseUrl, site: site.name };
  return {
    lang: t.lang,
    title: t('my-data.words.title', { site: site.name }),
    made: t('my-data.words.made', { at: formatDateTime(now) }),
    headings: {
      profile: heading('profile'),
      mandates: heading('mandates'),
      dossiers: heading('dossiers'),
      drafts: heading('drafts'),
      messages: heading('messages'),
      looks: heading('looks'),
      files: heading('files'),
    },
    none: heading('none'),
    profile: await tellProfile(env, t, accountId),
    mandates: [
      ...(await mandatesGiven(db, accountId)).map(m => mandateWords(t, 'given', m)),
      ...(await mandatesHeld(db, accountId, now)).map(m => mandateWords(t, 'held', m)),
    ],
    dossiers,
    drafts,
    messages: (await accountMessages(db, accountId, page)).map(m => ({
      at: formatDateTime(m.createdAt),
      subject: t(`${m.key}.subject`, { ...m.params, ...said }),
      body: t(`${m.key}.body`, { ...m.params, ...said }),
    })),
    looks: (await listLooks(db, env.get(casesService).ledger, accountId, page)).map(look =>
      lookWords(env, t, look),
    ),
  };
}
