import {
  type BroughtPaper,
  type Dossier,
  handedIn,
  type LoadedProcedure,
  papersAsked,
  receptionOf,
  type Story,
} from '#engines/cases';
import type { FieldPath, FormData } from '#engines/forms';
import { findAccount, sightOfNumber } from '#engines/identity';
import { agencyAsOf } from '#engines/organisation';
import { formatDateTime, localDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { type Html, html, type KeyValue, maskIdentity } from '#ui';

const COUNTED = ['originals', 'copies', 'scans'] as const;

/** How many there are of a paper: only what there is, `2 bản chính, 1 tệp`. */
export function countWords({ t }: Ctx, counts: Partial<Omit<BroughtPaper, 'name'>>): string {
  const there = COUNTED.flatMap(what => (counts[what] ? [{ what, count: counts[what] }] : []));
  return there.map(({ what, count }) => t(`one-stop.brought.paper-${what}`, { count })).join(', ');
}

/** What is said of the form's fields for files whose papers were handed in on paper. */
export async function onPaper(
  ctx: Ctx,
  dossier: Dossier,
  { form, version }: LoadedProcedure,
): Promise<Map<FieldPath, string>> {
  const papers = await handedIn(ctx.db, dossier.id);
  const asked = papers.length ? papersAsked(form, dossier.data as FormData, version) : [];
  return new Map(
    asked.flatMap(({ key, path }) => {
      const paper = papers.find(p => p.paper === key);
      if (!path || !paper) return [];
      const words = paper.held
        ? ctx.t('one-stop.counter.paper-held')
        : ctx.t('one-stop.counter.on-paper', { counts: countWords(ctx, paper) });
      return [[path, words] as const];
    }),
  );
}

/** Whether the number of who applied was compared with the card: officials rely on it otherwise than on one that he only said. */
async function sightFact({ db, t }: Ctx, applicantId: string): Promise<KeyValue[]> {
  const sight = await sightOfNumber(db, applicantId);
  if (sight === undefined) return [];
  return [
    {
      label: t('one-stop.counter.number-sight'),
      value: sight
        ? t('one-stop.counter.number-seen', { at: formatDateTime(sight.at), clerk: sight.by })
        : t('one-stop.counter.number-unseen'),
    },
  ];
}

/** Who handed a dossier in for its applicant, from an account of his own; nothing of one that he handed in himself, or a clerk or a program did. */
export async function handedInBy(
  { db, t }: Ctx,
  { happenings }: Pick<Story, 'happenings'>,
): Promise<KeyValue[]> {
  const came = happenings.find(h => h.kind === 'submitted');
  if (!came?.who || typeof came.body.for !== 'string') return [];
  const account = await findAccount(db, came.actor);
  return account?.kind === 'citizen' ? [{ label: t('one-stop.applicant.instead'), value: came.who }] : [];
}

/** At which counter a dossier came in, who received it, from whom; nothing of one that came another way. */
export async function receptionFacts(ctx: Ctx, dossier: Dossier, numbers: boolean): Promise<KeyValue[]> {
  const { t } = ctx;
  const reception = await receptionOf(ctx.db, dossier.id);
  if (!reception) return [];
  const office = (await agencyAsOf(ctx.db, reception.agencyId, localDate(reception.receivedAt))).name;
  const { clerkName: clerk, postTitle: post, delegate, trackingNumber, offline } = reception;
  const number = delegate?.personalNumber;
  return [
    {
      label: t('one-stop.counter.received-at'),
      value: post
        ? t('one-stop.counter.received-by-post', { office, clerk, post })
        : t('one-stop.counter.received-by', { office, clerk }),
    },
    ...(dossier.applicantId ? await sightFact(ctx, dossier.applicantId) : []),
    ...(delegate
      ? [
          {
            label: t('one-stop.counter.represented'),
            value: html`${t('one-stop.counter.represented-by', delegate)}${
              number && html`<br><span class="num">${numbers ? number : maskIdentity(number)}</span>`
            }`,
          },
        ]
      : []),
    ...(offline
      ? [
          {
            label: t('one-stop.offline.taken'),
            value: t('one-stop.offline.taken-words', {
              provisional: offline.provisional,
              told: formatDateTime(offline.toldAt),
              arrived: formatDateTime(offline.arrivedAt),
            }),
          },
        ]
      : []),
    ...(trackingNumber ? [{ label: t('one-stop.counter.tracking'), value: trackingNumber }] : []),
  ];
}

/** Papers that lay on the desk, as the receipt lists them. */
export async function handedInSection(ctx: Ctx, dossier: Dossier): Promise<Html | null> {
  const { t } = ctx;
  const papers = await handedIn(ctx.db, dossier.id);
  if (!papers.length) return null;
  return html`<section><h2>${t('one-stop.counter.handed-in')}</h2><ul>${papers.map(
    p =>
      html`<li>${p.name} <span class="q">${
        p.held ? t('one-stop.counter.paper-held') : countWords(ctx, p)
      }</span></li>`,
  )}</ul></section>`;
}
