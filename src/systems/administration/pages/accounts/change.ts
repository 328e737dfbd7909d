import { actOf, changeOfficial, findOfficial } from '#engines/identity';
import { NotFound } from '#platform/errors';
import type { Ctx, Route } from '#platform/http';
import { doneAt, type FieldError, html } from '#ui';
import { formRoutes } from '../../form-page.ts';
import { detailFields, EMAIL, readDetails, USER } from './details.ts';
import { ACCOUNTS, accountCrumbs, accountPath, type LoadedAccount, loadOwnAccount } from './load.ts';

/** Which of the two is another's already: the sentence belongs beside that field. */
async function takenBy(
  ctx: Ctx,
  { account }: LoadedAccount,
  names: { staffId: string | null; email: string | null },
): Promise<FieldError[]> {
  const errors: FieldError[] = [];
  const asked = [
    [USER, names.staffId],
    [EMAIL, names.email],
  ] as const;
  for (const [path, name] of asked) {
    const holder = name ? await findOfficial(ctx.db, name) : undefined;
    if (holder && holder.id !== account.id)
      errors.push({ path, message: ctx.t(`administration.account.taken.${path}`) });
  }
  return errors;
}

/** The name that was written down wrongly, the number that has changed: of whom it is, not what he may do. */
export const changeAccountRoutes: readonly Route[] = formRoutes<LoadedAccount>({
  path: `${ACCOUNTS}/:id/sua`,
  permission: 'identity.manage',
  active: 'accounts',
  load: async ctx => {
    const loaded = await loadOwnAccount(ctx);
    if (loaded.account.status === 'closed') throw NotFound();
    return loaded;
  },
  title: (ctx, { account }) => ctx.t('administration.account.change.title', { name: account.name }),
  crumbs: accountCrumbs,
  about: ctx => html`<p>${ctx.t('administration.account.change.about')}</p>`,
  fields: (ctx, { account }, errors) => detailFields(ctx, errors, account),
  button: 'administration.account.change.button',
  submit: async (ctx, loaded) => {
    const { details, errors } = readDetails(ctx);
    if (!details) return errors;
    const taken = await takenBy(ctx, loaded, details);
    if (taken.length) return taken;
    const { id } = loaded.account;
    await ctx.db.tx(tx => changeOfficial(tx, id, details, actOf(ctx, 'identity.manage')));
    return doneAt(accountPath(id), 'account-changed');
  },
  otherwise: USER,
});
