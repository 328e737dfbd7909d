import { type Dossier, handedIn, receptionOf } from '#engines/cases';
import { getAgency } from '#engines/organisation';
import { formatDateTime, localDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { type Html, html, type KeyValue, maskIdentity } from '#ui';

/** At which counter a dossier came in, who received it, from whom; nothing of one that came another way. */
export async function receptionFacts(ctx: Ctx, dossier: Dossier, personal: boolean): Promise<KeyValue[]> {
  const { t } = ctx;
  const reception = await receptionOf(ctx.db, dossier.id);
  if (!reception) return [];
  const office = (await getAgency(ctx.db, reception.agencyId, localDate(reception.receivedAt))).name;
  const { clerkName: clerk, postTitle: post, delegate, trackingNumber, offline } = reception;
  const number = delegate?.personalNumber;
  return [
    {
      label: t('one-stop.counter.received-at'),
      value: post
        ? t('one-stop.counter.received-by-post', { office, clerk, post })
        : t('one-stop.counter.received-by', { office, clerk }),
    },
    ...(delegate
      ? [
          {
            label: t('one-stop.counter.represented'),
            value: html`${t('one-stop.counter.represented-by', delegate)}${
              number && html`<br><span class="num">${personal ? number : maskIdentity(number)}</span>`
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
        p.held
          ? t('one-stop.counter.paper-held')
          : t('one-stop.counter.paper-counts', { originals: p.originals, copies: p.copies })
      }</span></li>`,
  )}</ul></section>`;
}
