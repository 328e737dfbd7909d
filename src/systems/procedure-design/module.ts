import { defineModule } from '#platform/module';
import { staffMenu, staffWaiting } from '#ui';
import { ROOT, toDecide } from './load.ts';
import { procedureDesignRoutes } from './routes.ts';

/** Where staff write, compare and publish procedures: what is legal about them, their form, process and result. */
export const procedureDesign = defineModule({
  id: 'procedure-design',
  layer: 'system',
  needs: ['organisation', 'identity', 'worktime', 'forms', 'processes', 'procedures', 'cases'],
  folder: import.meta.dirname,
  routes: procedureDesignRoutes,
  extensions: [
    staffMenu({
      id: 'procedure-design',
      href: '/can-bo/thu-tuc',
      label: 'procedure-design.menu-link',
      group: 'manage',
      permission: 'procedure.edit',
    }),
    staffWaiting(async ctx => {
      const count = await toDecide(ctx);
      return count
        ? { href: `${ROOT}/cho-duyet`, text: ctx.t('procedure-design.waiting.for-you', { count }) }
        : null;
    }),
  ],
});
