import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatDate } from '#platform/clock';
import type { Visitor } from '#platform/http';
import {
  bringing,
  broughtSlipOf,
  codeTyped,
  type Dossier,
  dossierAtCounter,
  factsOf,
  listBrought,
  supplement,
  undoAct,
  undoFor,
  undoOffered,
  withdraw,
} from '../index.ts';
import type { CasesFixture } from '../testing/fixture.ts';
import { asks, does, type People, withLibrary } from '../testing/people.ts';
import { wordsOf } from '../testing/words-of.ts';

describe('cases: what is brought to a counter for a dossier that runs', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });

  const at = (who: Visitor | null, { id }: Dossier) => dossierAtCounter(f.db, who, id, f.clock.now());
  const son = { name: 'Giàng A Sùng', personalNumber: '010092003345', relation: 'con trai, giấy ủy quyền' };
  const photo = { name: 'Ảnh 3 × 4', originals: 2, copies: 0, scans: 0 };
  const brought = () => bringing({ check: { by: 'slip' }, who: son, papers: [photo] });

  async function waiting(): Promise<Dossier> {
    const dossier = await f.apply(p.reader, { channel: 'counter' });
    await does(f, p.clerk, dossier, 'forward');
    return asks(f, p.officer, dossier);
  }

  async function bring(who: Visitor, dossier: Dossier, what = brought()): Promise<Dossier> {
    const { actor } = await at(who, dossier);
    const given = { dossierId: dossier.id, papers: [], note: 'Ảnh mới chụp', bringing: what };
    return f.db.tx(tx => supplement(tx, f.deps, given, actor));
  }

  test('the clerk of another commune takes it in: the clock runs, the ledger names her and her office, her slip what she took', async () => {
    const dossier = await waiting();
    const found = await at(p.stranger, dossier);
    assert.deepEqual([found.reads, found.actor.agencyId], [false, f.agencies.saPa]);
    const now = await bring(p.stranger, dossier);
    assert.deepEqual([now.status, now.paused], ['processing', null]);
    const [row] = await listBrought(f.db, dossier.id);
    assert.deepEqual(
      [row?.kind, row?.agencyId, row?.clerkName, row?.checked, row?.who.name, row?.papers, row?.undone],
      ['supplement', f.agencies.saPa, 'Sùng A Chứ', 'slip', son.name, [photo], false],
    );
    const entry = (await f.ledger.history(f.db, `dossier:${dossier.id}`, ['case.supplemented'])).at(-1);
    assert.deepEqual(
      [entry?.actor, entry?.post, entry?.agency, entry?.body.brought, entry?.body.checked],
      [p.stranger.accountId, p.stranger.postId, f.agencies.saPa, row?.id, 'slip'],
    );
    assert.doesNotMatch(JSON.stringify(entry?.body), /Sùng/);
    const words = wordsOf(await broughtSlipOf(f.db, f.deps, now, row ?? assert.fail()));
    assert.match(words, /GIẤY TIẾP NHẬN GIẤY TỜ BỔ SUNG/);
    assert.match(words, /Ảnh 3 × 4: 02 bản chính/);
    assert.match(words, /Giàng A Sùng/);
    const due = formatDate(now.dueAt);
    assert.match(words, new RegExp(`được tính tiếp từ lúc này\\.\\s+Hẹn trả kết quả trước[^.]*${due}`));
  });

  test('she takes it back, though she may not read the dossier: it waits again, what was brought counts as not handed in', async () => {
    const dossier = await waiting();
    await bring(p.stranger, dossier);
    const [now, facts] = [f.clock.now(), await factsOf(f.db, await f.again(dossier), f.clock.now())];
    const offer = await undoOffered(
      f.db,
      f.deps,
      p.stranger,
      { dossier: await f.again(dossier), facts },
      now,
    );
    const { id: actId = '' } = offer?.act ?? {};
    await assert.rejects(undoFor(f.db, f.deps, p.reader, { dossierId: dossier.id, actId }, now), {
      code: 'NOT_ALLOWED',
    });
    const { actor } = await undoFor(f.db, f.deps, p.stranger, { dossierId: dossier.id, actId }, now);
    await f.db.tx(tx => undoAct(tx, f.deps, { dossierId: dossier.id, actId }, actor));
    assert.equal((await f.again(dossier)).status, 'supplementing');
    const [row] = await listBrought(f.db, dossier.id);
    assert.equal(row?.undone, true);
    const words = wordsOf(await broughtSlipOf(f.db, f.deps, dossier, row ?? assert.fail()));
    assert.match(words, /giấy không còn giá trị/);
  });

  test('a signed request withdraws it; brought twice, the second is told that it is too late', async () => {
    const dossier = await f.apply(p.reader, { channel: 'counter' });
    const { actor } = await at(p.stranger, dossier);
    const request = { name: 'Đơn xin rút hồ sơ', originals: 1, copies: 0, scans: 0 };
    const ask = () => ({
      dossierId: dossier.id,
      reason: 'Nộp nhầm thủ tục',
      bringing: bringing({ check: { by: 'number' }, who: son, papers: [request] }),
    });
    const gone = await f.db.tx(tx => withdraw(tx, f.deps, ask(), actor));
    assert.equal(gone.status, 'withdrawn');
    const [row] = await listBrought(f.db, dossier.id);
    const words = wordsOf(await broughtSlipOf(f.db, f.deps, gone, row ?? assert.fail()));
    assert.match(
      words,
      /GIẤY XÁC NHẬN RÚT HỒ SƠ[\s\S]*Người đến rút hồ sơ: Giàng A Sùng[\s\S]*Rút hồ sơ lúc/,
    );
    assert.match(words, /Lý do: Nộp nhầm thủ tục/);
    assert.doesNotMatch(words, /GIẤY TIẾP NHẬN|Người đến nộp/);
    await assert.rejects(
      f.db.tx(tx => withdraw(tx, f.deps, ask(), actor)),
      { code: 'ACT_NOT_ALLOWED_NOW' },
    );
    assert.deepEqual(
      (await listBrought(f.db, dossier.id)).map(b => b.kind),
      ['withdrawal'],
    );
  });

  test('who may not receive, and whoever is no official, finds no such dossier', async () => {
    const dossier = await waiting();
    for (const who of [p.officer, p.registrar, p.reader, null])
      await assert.rejects(at(who, dossier), { code: 'NOT_FOUND' });
  });

  test('a code is read as it is typed, and out of the QR code of a receipt', () => {
    const code = '001.18.60.H38-261128-0019';
    for (const typed of [code, '001 18 60 h38 261128 0019', `https://x.vn/kiem-tra/g/${code}?k=abcdefghij`])
      assert.equal(codeTyped(typed), code);
    for (const typed of ['khai sinh', '1.001193', '', 'https://x.vn/kiem-tra/g/'])
      assert.equal(codeTyped(typed), undefined);
  });
});
