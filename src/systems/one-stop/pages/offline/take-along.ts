import { getPack, type OfflinePack } from '#engines/cases';
import { getProcedureVersion } from '#engines/procedures';
import { formatDateTime } from '#platform/clock';
import type { Answer, Ctx, Route } from '#platform/http';
import { button, html, keyValues, textField } from '#ui';
import { counterPage } from '../counter/frame.ts';
import { fetched, keptAssets, TAKE_ALONG_SCRIPT } from './assets.ts';
import { AWAY, PREPARE, packPath, WORKER } from './paths.ts';

/** The second step: the browser stores the pages, under a password that opens what will be entered where nobody can be asked. */
async function show(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const pack: OfflinePack = await getPack(ctx.db, ctx.visitor!.accountId, ctx.req.params.pack ?? '');
  const versions = await Promise.all(pack.versionIds.map(id => getProcedureVersion(ctx.db, id)));
  const { idb, words } = fetched(t.lang);
  const field = (name: string, label: string, hint?: string) =>
    textField(t, { name, label, hint, type: 'password', autocomplete: 'new-password', most: 200 });
  return counterPage(
    ctx,
    {
      title: t('one-stop.offline.take-along'),
      back: { href: PREPARE, label: t('one-stop.offline.title') },
      scripts: [TAKE_ALONG_SCRIPT],
    },
    html`${keyValues(t, [
      {
        label: t('one-stop.offline.procedures'),
        value: html`${versions.map(v => html`${v.name} <span class="q num">${v.code}</span><br>`)}`,
      },
      { label: t('one-stop.offline.valid-until'), value: formatDateTime(pack.expiresAt) },
    ])}
<noscript><p class="note">${t('one-stop.offline.no-script')}</p></noscript>
<form id="mang-di" novalidate hidden data-pack="${pack.id}" data-account="${pack.accountId}" data-store="${packPath(pack.id)}/mang-di" data-csrf="${ctx.csrf}" data-idb="${idb}" data-words="${words}" data-page="${AWAY}" data-draw="${packPath(pack.id)}/trang" data-worker="${WORKER}" data-scope="${PREPARE}" data-assets="${keptAssets(t.lang).join(' ')}">
<p>${t('one-stop.offline.password-about')}</p>
<div class="fs">${field('mat-khau', t('one-stop.offline.password'), t('one-stop.offline.password-hint'))}${field('lai', t('one-stop.offline.password-again'))}</div>
<p>${button({ label: t('one-stop.offline.store') })}</p></form>
<div data-said role="status"></div>
<p data-open hidden>${button({ label: t('one-stop.offline.open'), href: AWAY })}</p>`,
  );
}

export const takeAlongRoute: Route = {
  method: 'GET',
  path: packPath(':pack'),
  rule: { permission: 'dossier.receive' },
  handler: show,
};
