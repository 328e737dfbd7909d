import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { casesService, type Dossier, loadProcedure, submit } from '#engines/cases';
import { findProcedureInForce } from '#engines/procedures';
import { localDate } from '#platform/clock';
import { CARD, type OneStopSite, oneStopSite } from '../testing/site.ts';

type Citizen = Awaited<ReturnType<OneStopSite['citizen']>>;

describe('one-stop: who handed a dossier in for its applicant', () => {
  let s: OneStopSite;
  before(async () => {
    s = await oneStopSite();
  });
  after(() => s.close());

  async function handedIn(of: Citizen, by: Citizen): Promise<Dossier> {
    const at = s.clock.now();
    const version = await findProcedureInForce(s.db, CARD, localDate(at));
    const procedure = await loadProcedure(s.db, { procedureVersionId: version?.id ?? '' });
    const reader = { name: of.name, phone: '0912345678' };
    const data = { reader, place: { commune: '99001' }, result: { way: 'counter' } };
    const contact = { phone: null, email: null, lang: 'vi' as const };
    const applicant = { accountId: of.accountId, name: of.name, ...contact };
    const order = { procedure, channel: 'online' as const, data, papers: [], applicant };
    const actor = { accountId: by.accountId, postId: null, agencyId: null, at };
    return s.db.tx(tx => submit(tx, s.env.get(casesService), order, actor));
  }
  const read = async (dossier: Dossier) => (await s.clerk.visit.open(s.pageOf(dossier))).html;

  test('stands beside the applicant; of one that he handed in himself, or a clerk did, nothing does', async () => {
    const [her, him] = [await s.citizen('Giàng Thị Mỷ'), await s.citizen('Thào A Sính')];
    assert.match(await read(await handedIn(her, him)), /Người nộp thay<\/dt>\s*<dd[^>]*>Thào A Sính/);
    assert.doesNotMatch(await read(await handedIn(her, her)), /Người nộp thay/);
    assert.doesNotMatch(await read(await s.apply({ account: her.accountId })), /Người nộp thay/);
    const stranger = await s.official('Tẩn A Phù', s.agencies.saPa, ['officer']);
    assert.equal((await stranger.visit.open(s.pageOf(await handedIn(her, him)))).status, 404);
  });
});
