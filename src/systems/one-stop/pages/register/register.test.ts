import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import ExcelJS from 'exceljs';
import { type Dossier, dossiersCalledBy, dossiersOfPaper, listResults, paperNumberIn } from '#engines/cases';
import { vaultService } from '#engines/identity';
import { wordsOf } from '../../../../engines/cases/testing/words-of.ts';
import { type Official, type OneStopSite, oneStopSite } from '../../testing/site.ts';

const TRACKING = 'EB123456785VN';

describe('one-stop: the register', () => {
  let s: OneStopSite;
  let dossier: Dossier;
  let other: Dossier;
  let stranger: Official;
  let number = '';
  before(async () => {
    s = await oneStopSite();
    stranger = await s.official('Sùng A Chứ', s.agencies.saPa, ['receiver']);
    other = await s.apply({ owner: 'Sùng Seo Lử' });
    dossier = await s.signed({ owner: 'Vàng Thị Dín', post: 'Thôn Na Hối Nùng, xã Bắc Hà' });
    number = (await listResults(s.db, dossier.id))[0]?.number ?? assert.fail('not signed');
    await s.clerk.visit.open('/can-bo/buu-chinh?tat-ca=1');
    const letter = { thu: [dossier.id], [`ma.${dossier.id}`]: TRACKING };
    await s.clerk.visit.submit('/can-bo/buu-chinh', letter);
  });
  after(() => s.close());

  const ask = async (typed: string, who = s.clerk, at = '/can-bo/so-theo-doi') => {
    const seen = await who.visit.open(`${at}?${new URLSearchParams({ q: typed })}`);
    assert.equal(seen.status, 200, seen.html.slice(0, 500));
    return seen.html;
  };
  const named = (html: string) =>
    [dossier, other].filter(d => html.includes(`/can-bo/ho-so/${d.id}`)).map(d => d.ownerName);

  test('a page on which nothing stands any more leads to the first one, its question kept; the first says that there is nothing', async () => {
    const past = await s.clerk.visit.open('/can-bo/so-theo-doi?q=Vàng&trang=7');
    assert.deepEqual(
      [past.status, past.location],
      [303, `/can-bo/so-theo-doi?q=${encodeURIComponent('Vàng')}`],
    );
    assert.match(await ask('Không có ai tên này'), /Không có hồ sơ nào/);
  });

  test('finds a dossier by the number of its result as somebody types it; only for whoever may read it', async () => {
    for (const typed of [number, ` ${number.toLowerCase().replace('/', ' / ')} `])
      assert.deepEqual(named(await ask(typed)), ['Vàng Thị Dín'], typed);
    assert.deepEqual(named(await ask(`9${number}`)), []);
    assert.deepEqual(named(await ask(number, stranger)), []);
  });

  test('finds a dossier by the posting code of its letter; only for whoever may read it', async () => {
    for (const typed of [TRACKING, 'eb 12345678 5 vn'])
      assert.deepEqual(named(await ask(typed)), ['Vàng Thị Dín'], typed);
    assert.deepEqual(named(await ask('EB123456799VN')), []);
    assert.deepEqual(named(await ask(TRACKING, stranger)), []);
  });

  test('what stands in no code and no name is said not to be there, in the register and in the inbox', async () => {
    assert.deepEqual(named(await ask('')), ['Vàng Thị Dín', 'Sùng Seo Lử']);
    for (const typed of ['😀', '%', '_', '<s>%']) {
      const html = await ask(typed);
      assert.deepEqual(named(html), [], typed);
      assert.match(html, /Không có hồ sơ nào/);
      assert.deepEqual(named(await ask(typed, s.clerk, '/can-bo')), [], typed);
    }
    assert.deepEqual(named(await ask('', s.clerk, '/can-bo')), ['Sùng Seo Lử']);
  });

  test('what is due within a working day is amber in the register as on its own page', async () => {
    const now = s.clock.now();
    s.clock.set(new Date(other.dueAt.getTime() - 2 * 3_600_000).toISOString());
    const clerk = await s.official('Lù Thị Mai', s.agencies.centre, ['receiver']);
    const amber = /class="st soon">.*?<\/svg>([^<]*)</;
    const listed = (await ask('Sùng Seo Lử', clerk)).match(amber)?.[1];
    const own = (await clerk.visit.open(s.pageOf(other))).html.match(amber)?.[1];
    assert.deepEqual([listed, own], ['Đã tiếp nhận, sắp đến hạn', 'Còn 2 giờ làm việc']);
    s.clock.set(now);
  });

  test('a number is found by indexes, however many papers and letters there are', async () => {
    const values: unknown[] = [];
    const paper = paperNumberIn('198/2026') ?? assert.fail('no number');
    const byPaper = dossiersOfPaper(paper, value => `$${values.push(value)}`);
    const asked: Array<{ sql: string; values: readonly unknown[] }> = [{ sql: byPaper, values }];
    const q = {
      ...s.db,
      query: async <T extends object>(sql: string, values: readonly unknown[] = []): Promise<T[]> => {
        asked.push({ sql, values });
        return s.db.query<T>(sql, values as unknown[]);
      },
    } as typeof s.db;
    assert.deepEqual(await dossiersCalledBy(q, s.env.get(vaultService), TRACKING), [dossier.id]);
    assert.ok(asked.length > 1);
    for (const { sql, values } of asked) {
      const plan = await s.db.tx(async tx => {
        // So few rows are read in one piece otherwise.
        await tx.run('SET LOCAL enable_seqscan = off');
        return tx.query<Record<string, string>>(`EXPLAIN ${sql}`, values as unknown[]);
      });
      const lines = plan.map(row => Object.values(row)[0]).join('\n');
      assert.doesNotMatch(lines, /Seq Scan/, lines);
    }
  });

  test('the files begin with what was received first and name the days from the first to the last, whatever came into the program first', async () => {
    const now = s.clock.now();
    s.clock.set('2025-08-04T09:00:00+07:00');
    const old = await s.apply({ owner: 'Tẩn Mý Chạn' });
    s.clock.set(now);
    const { raw } = await s.clerk.visit.open('/can-bo/so-theo-doi/tai.xlsx');
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(raw as unknown as Parameters<typeof workbook.xlsx.load>[0]);
    const sheet = workbook.worksheets[0] ?? assert.fail();
    const first = sheet.getColumn(1).values.map(String);
    assert.ok(first.includes('04/08/2025 – 20/11/2026'), first.join('\n'));
    assert.deepEqual(
      first.filter(v => [old, other, dossier].some(d => d.code === v)),
      [old.code, other.code, dossier.code],
    );
    const words = wordsOf((await s.clerk.visit.open('/can-bo/so-theo-doi/in.pdf')).raw);
    assert.match(words, /Từ ngày 04\/08\/2025 đến ngày 20\/11\/2026: 3 hồ sơ/);
    const later = wordsOf((await s.clerk.visit.open('/can-bo/so-theo-doi/in.pdf?tu=01/11/2026')).raw);
    assert.match(later, /Từ ngày 01\/11\/2026 đến ngày 20\/11\/2026: 2 hồ sơ/);
    assert.equal((await s.clerk.visit.open('/can-bo/so-theo-doi/in.pdf?den=01/01/2024')).status, 200);
  });
});
