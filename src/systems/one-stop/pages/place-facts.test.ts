import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Ctx } from '#platform/http';
import { type OneStopSite, oneStopSite } from '../testing/site.ts';
import { placeFacts } from './place-facts.ts';

describe('one-stop: where a matter lies', () => {
  let s: OneStopSite;
  before(async () => {
    s = await oneStopSite();
  });
  after(() => s.close());

  test('a dossier older than the commune that it went to is read like any other: by what that is called today', async () => {
    const ctx = { db: s.db, clock: s.clock, t: (key: string) => key } as unknown as Ctx;
    const dossier = await s.apply();
    const said = async (facts: Partial<typeof dossier>) =>
      (await placeFacts(ctx, { ...dossier, ...facts })).map(({ label, value }) => `${label} ${value}`);
    const [, area] = await said({});
    assert.match(area ?? '', /^one-stop\.place\.area Xã Bắc Hà/);
    const long = new Date('1990-06-24T08:00:00+07:00');
    const gone = { receivedAt: long, clockAgencyId: s.agencies.saPa, agencyId: s.agencies.bacHa };
    const facts = await said(gone);
    assert.match(facts.at(-1) ?? '', /^one-stop\.place\.area-now Xã Bắc Hà/);
    assert.match((await said({ receivedAt: long })).at(-1) ?? '', /Xã Bắc Hà/);
  });

  test('where another agency signed than the one that keeps it, who signed is said, and for whom it counts', async () => {
    const dossier = await s.signed();
    assert.doesNotMatch((await s.officer.visit.open(s.pageOf(dossier))).html, /Cơ quan ký kết quả/);
    await s.owner.query('UPDATE cases.result SET agency_id = $2 WHERE dossier_id = $1', [
      dossier.id,
      s.agencies.province,
    ]);
    const { html } = await s.officer.visit.open(s.pageOf(dossier));
    assert.match(
      html,
      /Cơ quan thụ lý khi tiếp nhận<[\s\S]*Bắc Hà[\s\S]*Cơ quan ký kết quả<[\s\S]*UBND tỉnh/,
    );
    assert.match(html, /Số liệu giải quyết tính cho cơ quan thụ lý\./);
  });
});
