import assert from 'node:assert/strict';
import { casesService, type Dossier, loadProcedure, submit } from '#engines/cases';
import { findProcedureInForce } from '#engines/procedures';
import { localDate } from '#platform/clock';
import type { Env } from '#platform/env';
import { ledgerService } from '#platform/ledger';
import { loadLibrary } from '../../src/engines/cases/testing/load-library.ts';
import { CARD, filledIn, reader } from './offices.ts';

/** Loads the library's procedures, and hands in so many applications for its card in a commune. Returns the last. */
export async function handIn(env: Env, commune: string, count: number): Promise<Dossier> {
  const at = env.clock.now();
  const act = { ledger: env.get(ledgerService), actor: 'system', at };
  await loadLibrary(env.db, act);
  const version = (await findProcedureInForce(env.db, CARD, localDate(at))) ?? assert.fail('no procedure');
  let last: Dossier | undefined;
  for (let i = 0; i < count; i++)
    last = await env.db.tx(async tx =>
      submit(
        tx,
        env.get(casesService),
        {
          procedure: await loadProcedure(tx, { procedureVersionId: version.id }),
          channel: 'api',
          data: filledIn(commune, i),
          papers: [],
          applicant: { accountId: null, name: reader(i).name, phone: null, email: null, lang: 'vi' },
        },
        { accountId: 'bench', postId: null, agencyId: null, at },
      ),
    );
  return last ?? assert.fail('none was handed in');
}
