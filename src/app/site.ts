import type { Config } from '#platform/config';
import type { Queryable } from '#platform/db';
import type { Site } from '#platform/env';
import { readFacts } from '#platform/installation';

/** What the installation calls itself, from its own database; its address from the settings. */
export async function siteOf(q: Queryable, config: Config): Promise<Site> {
  const facts = await readFacts(q);
  return {
    demo: facts.demo === 'true',
    name: facts.name ?? 'Dịch vụ công',
    authority: facts.authority ?? 'Ủy ban nhân dân tỉnh',
    hotline: facts.hotline ?? '1022',
    baseUrl: config.BASE_URL ?? `http://localhost:${config.PORT}`,
  };
}
