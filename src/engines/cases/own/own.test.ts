import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import { standardForm } from '#engines/forms';
import { addPapers } from '../acts/papers.ts';
import { dossiersOfAccount, listLooks, ownPapers, ownResults, putPaperAway } from '../index.ts';
import { reusablePapers } from '../intake/reusable.ts';
import type { CasesFixture } from '../testing/fixture.ts';
import { LOAN } from '../testing/fixture.ts';
import { does, type People, signs, withLibrary } from '../testing/people.ts';
import type { Dossier } from '../types.ts';

describe('cases: what is somebody’s own', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });

  async function handIn(dossier: Dossier, name: string, text: string): Promise<string> {
    const sha256 = createHash('sha256').update(text).digest('hex');
    const facts = [sha256, text.length, 'application/pdf', f.clock.now()];
    await f.owner.run(
      `INSERT INTO files.file (sha256, size, media_type, created_at, wanted_at, scan_result) VALUES ($1, $2, $3, $4, $4, 'not-scanned') ON CONFLICT DO NOTHING`,
      facts,
    );
    const paper = {
      field: 'papers.other',
      name,
      filename: 'a.pdf',
      mediaType: 'application/pdf',
      size: 9,
      sha256,
    };
    await f.db.tx(tx => addPapers(tx, dossier.id, [paper], f.clock.now()));
    return sha256;
  }

  test('a paper handed in twice is one; put away it is not offered again, put back it is; of others nothing is seen', async () => {
    const one = await f.apply(p.reader);
    const two = await f.apply(p.reader);
    const sha256 = await handIn(one, 'Ảnh thẻ', 'photo');
    await handIn(two, 'Ảnh thẻ', 'photo');
    // Twice in one dossier, it was used in one.
    await handIn(two, 'Ảnh thẻ', 'photo');
    const papers = await ownPapers(f.db, p.reader.accountId, 'anh the');
    assert.deepEqual(
      papers.map(x => [x.sha256, x.uses, x.code]),
      [[sha256, 2, two.code]],
    );
    const form = standardForm({ papers: [{ id: 'photo', name: 'Ảnh thẻ', required: true }] });
    const offered = async () =>
      (await reusablePapers(f.db, p.reader.accountId, form, {})).map(x => [x.field, x.reusedFrom]);
    const put = (accountId: string, away: boolean) =>
      f.db.tx(tx => putPaperAway(tx, f.deps, { accountId, sha256, away }, f.clock.now()));
    assert.deepEqual(await offered(), [['papers.photo', two.code]]);
    await put(p.reader.accountId, true);
    await put(p.reader.accountId, true);
    assert.equal((await ownPapers(f.db, p.reader.accountId, 'anh the'))[0]?.putAway, true);
    assert.deepEqual(await offered(), []);
    await put(p.reader.accountId, false);
    assert.equal((await offered()).length, 1);
    const kinds = (await f.ledger.history(f.db, `papers:${p.reader.accountId}`)).map(e => e.kind);
    assert.deepEqual(kinds, ['paper.put-away', 'paper.put-back']);
    const other = await f.citizen('Sùng A Chứ');
    await assert.rejects(put(other.accountId, true), { code: 'NOT_FOUND' });
    assert.deepEqual(await ownPapers(f.db, other.accountId), []);
  });

  test('a paper that was handed in with an application keeps its name there when it answers a request, too', async () => {
    const reader = await f.citizen('Tẩn Láo Lở');
    const dossier = await f.apply(reader);
    const sha256 = await handIn(dossier, 'Giấy chứng sinh', 'birth');
    f.clock.set(new Date(f.clock.now().getTime() + 3_600_000).toISOString());
    await handIn(dossier, 'Giấy tờ bổ sung', 'birth');
    const other = await handIn(dossier, 'Giấy tờ bổ sung', 'another');
    const named = async (words = '') =>
      (await ownPapers(f.db, reader.accountId, words)).map(x => [x.sha256, x.name]).sort();
    assert.deepEqual(
      await named(),
      [
        [sha256, 'Giấy chứng sinh'],
        [other, 'Giấy tờ bổ sung'],
      ].sort(),
    );
    assert.deepEqual(await named('chung sinh'), [[sha256, 'Giấy chứng sinh']]);
  });

  test('dossiers are found by state, code and name without tone marks; results are listed', async () => {
    const reader = await f.citizen('Lù Thị Mẩy');
    const page = { limit: 10, offset: 0 };
    const card = await f.apply(reader);
    const loan = await f.apply(reader, { code: LOAN });
    await does(f, p.clerk, card, 'forward');
    await does(f, p.officer, card, 'propose');
    await signs(f, p.chairman, card);
    const codes = async (only: Parameters<typeof dossiersOfAccount>[3]) =>
      (await dossiersOfAccount(f.db, reader.accountId, page, only)).map(d => d.code);
    assert.deepEqual(await codes({}), [loan.code, card.code]);
    assert.deepEqual(await codes({ view: 'over' }), [card.code]);
    assert.deepEqual(await codes({ words: loan.code.toLowerCase() }), [loan.code]);
    assert.deepEqual(await codes({ words: 'khong co gi' }), []);
    assert.equal((await ownResults(f.db, reader.accountId))[0]?.code, card.code);
  });

  test('who opened a dossier is told by post and agency, without a name', async () => {
    const reader = await f.citizen('Tẩn Mẩy Sai');
    const dossier = await f.apply(reader);
    const { accountId, postId } = p.officer;
    await f.db.tx(tx =>
      f.ledger.recordAccess(tx, {
        subject: `dossier:${dossier.id}`,
        actor: accountId,
        post: postId,
        agency: f.agencies.bacHa,
        purpose: 'handle',
      }),
    );
    const looks = await listLooks(f.db, f.ledger, reader.accountId, { limit: 5, offset: 0 });
    assert.deepEqual(
      looks.map(l => [l.post, l.purpose, l.code]),
      [['Chủ tịch', 'handle', dossier.code]],
    );
    const inEnglish = await listLooks(f.db, f.ledger, reader.accountId, { limit: 5, offset: 0, lang: 'en' });
    assert.notEqual(inEnglish[0]?.post, looks[0]?.post);
    assert.ok(looks[0]?.agency);
    assert.ok(!JSON.stringify(looks).includes(p.officer.name));
    assert.deepEqual(await listLooks(f.db, f.ledger, p.reader.accountId, { limit: 5, offset: 99 }), []);
  });
});
