import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Dossier, listRegister } from '#engines/cases';
import { type Official, type OneStopSite, oneStopSite } from '../../testing/site.ts';

describe('one-stop: finding by the number of a paper', () => {
  let s: OneStopSite;
  let notice: Dossier;
  let small: Dossier;
  let near: Dossier;
  let asked: Dossier;
  let stranger: Official;

  /** A dossier whose result bears this number. */
  async function withNumber(number: string, owner: string): Promise<Dossier> {
    const dossier = await s.apply({ owner });
    await s.db.run(
      `INSERT INTO cases.result_number (dossier_id, kind, number, agency_id, year) VALUES ($1, 'library-card', $2, $3, 2026)`,
      [dossier.id, number, s.agencies.bacHa],
    );
    await s.step(s.clerk, dossier, 'forward');
    await s.step(s.officer, dossier, 'propose');
    await s.step(s.signer, dossier, 'signed');
    return dossier;
  }

  before(async () => {
    s = await oneStopSite();
    stranger = await s.official('Sùng A Chứ', s.agencies.saPa, ['receiver']);
    notice = await withNumber('198/TB-UBND', 'Vàng Thị Dín');
    small = await withNumber('07/QĐ-UBND', 'Giàng Seo Pao');
    near = await withNumber('1980/TB-UBND', 'Lừu Thị Sua');
    asked = await s.apply({ owner: 'Sùng Seo Lử' });
    await s.clerk.visit.open(s.pageOf(asked));
    const sent = await s.clerk.visit.submit(`${s.pageOf(asked)}/yeu-cau-bo-sung`, {
      reason: 'Bản chụp mờ, nộp lại bản khác',
    });
    assert.equal(sent.status, 303, sent.html.slice(0, 400));
  });
  after(() => s.close());

  const found = async (typed: string, at: string, who = s.clerk) => {
    const { html, status } = await who.visit.open(`${at}?${new URLSearchParams({ q: typed })}`);
    assert.equal(status, 200, html.slice(0, 500));
    return [notice, small, near, asked]
      .filter(d => html.includes(`/can-bo/ho-so/${d.id}`))
      .map(d => d.ownerName);
  };
  const REGISTER = '/can-bo/so-theo-doi';

  test('a clerk types what she reads from the paper, its beginning or the whole, however she writes it', async () => {
    const ways = [
      '198',
      ' 198 ',
      '198/',
      '198/tb',
      '198/TB-UBND',
      '198 / tb - ubnd',
      '198tbubnd',
      'Số: 198/TB-UBND',
    ];
    for (const typed of ways)
      for (const at of [REGISTER, '/can-bo'])
        assert.deepEqual(await found(typed, at), ['Vàng Thị Dín'], `${typed} ${at}`);
    for (const typed of ['7', '07', '7/QĐ', '07/qd-ubnd', '07 QĐ UBND', '7/QĐ-UBND'])
      assert.ok((await found(typed, REGISTER)).includes('Giàng Seo Pao'), typed);
    for (const typed of ['198/TB-SNV', '198/QĐ', '19/TB', '98/TB-UBND', '0198/TB-UBND'])
      assert.deepEqual(await found(typed, REGISTER), [], typed);
  });

  test('what is only numbered is found by number and year: a letter that asks for papers', async () => {
    assert.ok((await found('1/2026', REGISTER)).includes('Sùng Seo Lử'));
    assert.deepEqual(await found('1/2025', REGISTER), []);
  });

  test('a number that is also the end of a code finds both, and narrows as every search does', async () => {
    const run = notice.code.slice(-4);
    assert.ok((await found(run, REGISTER)).includes('Vàng Thị Dín'));
    const list = async (filter: object) =>
      (
        await listRegister(
          s.db,
          null,
          { words: ['198'], orPaper: { heads: ['198'], rest: '', n: 198 }, ...filter },
          { limit: 50, offset: 0 },
          s.clock.now(),
        )
      ).map(line => line.ownerName);
    assert.deepEqual(await list({}), ['Vàng Thị Dín']);
    assert.deepEqual(await list({ procedure: '1.000000' }), []);
  });

  test('who reads no dossiers of that office finds none, in neither list', async () => {
    for (const at of [REGISTER, '/can-bo'])
      assert.deepEqual(await found('198/TB-UBND', at, stranger), [], at);
  });

  test('what is no number of a paper is looked for as before', async () => {
    for (const typed of [
      '198 ai do',
      "198' OR 1=1 --",
      '99999999999999999999',
      '1.000000',
      '%198%',
      `198/${'9'.repeat(190)}`,
    ])
      for (const at of [REGISTER, '/can-bo'])
        assert.ok(!(await found(typed, at)).includes('Lừu Thị Sua') || /%/.test(typed), typed);
  });
});
