import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { failedService } from '#test/incident';
import { type OneStopSite, oneStopSite } from '../testing/site.ts';

describe('one-stop: a dossier that stands still', () => {
  let s: OneStopSite;
  before(async () => {
    s = await oneStopSite();
  });
  after(() => s.close());

  test('says so before anything else; who may mend it finds the way there, its officer does not', async () => {
    const dossier = await s.apply();
    const incident = await failedService(s.db, dossier.id);
    const { html } = await s.officer.visit.open(s.pageOf(dossier));
    const [before, after] = html.split('Hồ sơ đang đứng lại');
    assert.match(before ?? '', /<h1>/);
    assert.doesNotMatch(before ?? '', /<h2>/, 'on a telephone nothing stands above it');
    assert.match(after ?? '', /quy trình không tự đi tiếp được/);
    assert.doesNotMatch(html, new RegExp(incident));
    const mender = await s.official('Sùng A Dơ', s.agencies.bacHa, ['agency-admin', 'officer']);
    assert.match((await mender.visit.open(s.pageOf(dossier))).html, new RegExp(`su-co/${incident}`));
  });
});
