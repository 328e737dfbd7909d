import { readFile } from 'node:fs/promises';
import { actOf, importOfficials, type OfficialsReport, officialsTemplate, reaches } from '#engines/identity';
import { type Ctx, file, type Route } from '#platform/http';
import { XLSX } from '#platform/spreadsheet';
import { button, errorOf, fileField, type Html, html, note, scrollTable } from '#ui';
import { formRoutes } from '../../form-page.ts';
import { rolesToGive } from '../../giving.ts';
import { adminPage } from '../../view.ts';
import { ACCOUNTS } from './load.ts';

const FILE = 'tep';
const PATH = `${ACCOUNTS}/nhap`;

const crumbs = (ctx: Ctx) => [{ href: ACCOUNTS, label: ctx.t('administration.accounts.title') }];

const template: Route = {
  method: 'GET',
  path: `${PATH}/mau`,
  rule: { permission: 'identity.manage' },
  handler: async ctx =>
    file(await officialsTemplate(ctx.db, ctx.lang), XLSX, {
      download: ctx.t('administration.import.template-file'),
    }),
};

/** Lines to correct first, then the passwords of those who were added: they are kept nowhere. */
function report(ctx: Ctx, { added, errors, accounts }: OfficialsReport): Html {
  const { t } = ctx;
  return html`<div role="status"><p>${t('administration.import.officials-done', { added, wrong: new Set(errors.map(e => e.line)).size })}</p></div>
${
  errors.length > 0 &&
  html`<section><h2>${t('administration.import.wrong')}</h2>${scrollTable({
    caption: t('administration.import.wrong'),
    captionHidden: true,
    columns: [
      { label: t('administration.import.line'), figures: true },
      { label: t('administration.import.column') },
      { label: t('administration.import.what') },
    ],
    rows: errors.map(e => [e.line, e.column, e.what]),
  })}</section>`
}
${
  accounts.length > 0 &&
  html`<section><h2>${t('administration.import.passwords')}</h2>${note(t('administration.import.passwords.once'))}${scrollTable(
    {
      caption: t('administration.import.passwords'),
      captionHidden: true,
      columns: [
        { label: t('administration.import.line'), figures: true },
        { label: t('administration.account.name') },
        { label: t('administration.account.user') },
        { label: t('administration.import.password') },
      ],
      rowHeader: 1,
      rows: accounts.map(a => [a.line, a.name, a.user, html`<code class="nb">${a.initialPassword}</code>`]),
    },
  )}</section>`
}
<p class="row">${button({ label: t('administration.import.again'), href: PATH, alt: true })}<a href="${ACCOUNTS}">${t('administration.accounts.title')}</a></p>`;
}

const upload = formRoutes<null>({
  path: PATH,
  permission: 'identity.manage',
  active: 'accounts',
  load: async () => null,
  title: ctx => ctx.t('administration.accounts.import'),
  crumbs,
  about: ctx => html`<p>${ctx.t('administration.import.officials-about')}</p>
<p><a href="${PATH}/mau" download>${ctx.t('administration.import.template')}</a></p>`,
  fields: (ctx, _, errors) =>
    fileField(ctx.t, {
      name: FILE,
      label: ctx.t('administration.import.officials-file'),
      hint: ctx.t('administration.import.officials-file.hint'),
      accept: `.xlsx,${XLSX}`,
      error: errorOf(errors, FILE),
    }),
  button: 'administration.import.button',
  submit: async ctx => {
    const sent = ctx.req.uploads.find(u => u.field === FILE);
    if (!sent) return [{ path: FILE, message: ctx.t('administration.import.no-file') }];
    const done = await importOfficials(ctx.db, await readFile(sent.path), {
      t: ctx.t,
      act: actOf(ctx, 'identity.manage'),
      mayPlace: agencyId => reaches(ctx, 'identity.manage', agencyId),
      mayGive: async (agencyId, roles) => {
        const given = await rolesToGive(ctx, agencyId);
        return roles.every(id => given.some(r => r.id === id));
      },
    });
    if (!done.added && !done.errors.length)
      return [{ path: FILE, message: ctx.t('administration.import.officials-none') }];
    const title = ctx.t('administration.import.officials-report');
    return adminPage(ctx, { title, active: 'accounts', crumbs: crumbs(ctx) }, report(ctx, done));
  },
  otherwise: FILE,
  fresh: true,
  upload: { maxBytes: 5_000_000, maxFiles: 1 },
});

export const importAccountsRoutes: readonly Route[] = [template, ...upload];
