import type { Ctx } from '#platform/http';
import { type Html, html } from '#ui';

/** The form that looks for a procedure, with what stands in it. */
export const searchForm = ({ t }: Ctx, value = ''): Html =>
  html`<form class="f" action="/thu-tuc" role="search">
<label for="q">${t('portal.home.search')}</label>
<span class="hint" id="qh">${t('portal.home.search-hint')}</span>
<div class="find"><input class="in" id="q" name="q" type="search" value="${value}" autocomplete="off" aria-describedby="qh"><button class="btn">${t('portal.home.find')}</button></div>
</form>`;
