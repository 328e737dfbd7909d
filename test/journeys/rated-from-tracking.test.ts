import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Visit } from '#test/visit';
import { type ActingFor, actingFor } from './support/acting-for.ts';

const MINUTE = 60_000;

describe('somebody who looked a dossier up goes on to rate it', () => {
  let s: ActingFor;
  before(async () => {
    s = await actingFor();
  });
  after(() => s.close());

  const later = (minutes: number) =>
    s.clock.set(new Date(s.clock.now().getTime() + minutes * MINUTE).toISOString());

  async function lookedUp() {
    const { code } = await s.refused();
    const visit = new Visit(s.server, '');
    await visit.open('/tra-cuu');
    const { html } = await visit.submit('/tra-cuu', { ma: code, so: '5678' });
    assert.match(html, new RegExp(`href="/danh-gia\\?ma=${code}"`));
    return { visit, code, page: `/danh-gia?ma=${code}` };
  }

  test('the digits are not asked for again, and stand in no address and no form', async () => {
    const { visit, page } = await lookedUp();
    const { html } = await visit.open(page);
    assert.match(html, /name="muc"/);
    assert.doesNotMatch(html, /name="so"/);
    const again = await visit.submit('/danh-gia', { gui: '1', muc: '1' });
    assert.equal(again.status, 422, 'and why is asked as ever');
    assert.doesNotMatch(again.html, /name="so"/);
    const done = await visit.submit('/danh-gia', { gui: '1', muc: '1', 'gop-y': 'Phải đi hai lần' });
    assert.match(done.html, /Đã ghi nhận đánh giá[\s\S]*Phải đi hai lần/);
  });

  test('another browser, another dossier, or the same one after a quarter of an hour are asked', async () => {
    const { visit, page } = await lookedUp();
    const stranger = new Visit(s.server, '');
    assert.match((await stranger.open(page)).html, /name="so"/);
    const other = await s.refused();
    assert.match((await visit.open(`/danh-gia?ma=${other.code}`)).html, /name="so"/);
    const form = await visit.open(page);
    const pass = /name="da-biet" value="([^"]+)"/.exec(form.html)?.[1] ?? '';
    const elsewhere = await visit.submit('/danh-gia', {
      ma: other.code,
      'da-biet': pass,
      gui: '1',
      muc: '5',
    });
    assert.equal(elsewhere.status, 422);
    assert.match(elsewhere.html, /name="so"/);
    later(16);
    assert.match((await visit.open(page)).html, /name="so"/);
  });

  test('who takes longer over it than a form is good for is asked for the digits, and nothing that was typed is lost', async () => {
    const { visit, page } = await lookedUp();
    await visit.open(page);
    later(121);
    const typed = { gui: '1', muc: '2', 'vi-sao': 'time', 'gop-y': 'Phải chờ lâu' };
    const asked = await visit.submit('/danh-gia', typed);
    assert.equal(asked.status, 422);
    assert.match(asked.html, /name="so"/);
    const done = await visit.submit('/danh-gia', { so: '5678' });
    assert.match(done.html, /Đã ghi nhận đánh giá[\s\S]*Phải chờ lâu/);
  });

  test('one whose digits are wrong is let through nowhere', async () => {
    const { code } = await s.refused();
    const visit = new Visit(s.server, '');
    await visit.open('/tra-cuu');
    assert.equal((await visit.submit('/tra-cuu', { ma: code, so: '0001' })).status, 422);
    assert.match((await visit.open(`/danh-gia?ma=${code}`)).html, /name="so"/);
  });
});
