import { codeSender } from '#engines/identity';
import { droppable } from '#platform/jobs';
import { defineModule, provide } from '#platform/module';
import { deliver } from './deliver.ts';
import { ways } from './doctor.ts';
import { deliveryDropped } from './dropped.ts';
import { entries } from './entries.ts';
import { outboxRoute } from './outbox-page.ts';
import { portsService, providedPorts } from './ports.ts';
import { sendCode } from './send-code.ts';

export const messaging = defineModule({
  id: 'messaging',
  layer: 'engine',
  needs: ['organisation', 'identity'],
  folder: import.meta.dirname,
  services: [provide(portsService, providedPorts), provide(codeSender, env => sendCode(env.clock))],
  extensions: [droppable(deliveryDropped)],
  routes: [outboxRoute],
  entries,
  doctor: [ways],
  jobs: [
    {
      name: 'messaging.deliver',
      run: async (payload, env) => {
        const { id } = payload as { id: string };
        await deliver(env.db, env.get(portsService), env.texts, env.site, id, env.clock.now());
      },
    },
  ],
});
