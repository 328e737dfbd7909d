import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, test } from 'node:test';
import { newId } from '#platform/db';
import { known } from '../drafts/known.ts';
import {
  completeStep,
  findResult,
  listResults,
  type Outcomes,
  renewResult,
  resultFor,
  saidOnResult,
} from '../index.ts';
import { CARD, type CasesFixture } from '../testing/fixture.ts';
import { does, facing, type People, signs, withLibrary } from '../testing/people.ts';
import { publishNext } from '../testing/versions.ts';

describe('cases: what an official wrote into a result', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });

  const wordsIn = async (sha256: string | null | undefined) =>
    execFileSync('pdftotext', ['-layout', '-', '-'], {
      input: await f.deps.files.read(sha256 ?? ''),
      encoding: 'utf8',
    }).replace(/\s+/g, ' ');

  test('a slip of the pen of the officer is corrected as one of the applicant, again from what it was corrected to, and copied', async () => {
    f.clock.set('2026-11-21T09:00:00+07:00');
    await publishNext(f, CARD, {
      process: xml =>
        xml.replace(
          'fs:outcomes="propose"',
          'fs:outcomes="propose" fs:facts="shelf:text=Kệ sách đã xác minh; seen:date=Ngày xem thẻ; note?:text=Ghi chú nội bộ"',
        ),
      result: {
        title: 'Thẻ bạn đọc',
        book: 'own',
        heading: ['THẺ BẠN ĐỌC'],
        body: 'Cấp cho {{reader.name}}: kệ {{tasks.check.shelf}}, xem ngày {{tasks.check.seen}}. Dùng 06 tháng từ {{ngay-cap-lan-dau}}.',
        recipients: ['Như trên;'],
      },
    });
    f.clock.set('2026-11-23T09:00:00+07:00');
    const dossier = await f.apply(p.reader, { data: f.filledIn({ way: 'electronic' }) });
    await does(f, p.clerk, dossier, 'forward');
    const { input, actor } = await facing(f, p.officer, dossier);
    const facts = { shelf: 'Đọc thân', seen: '2026-11-23', note: 'Xem lại' };
    await f.db.tx(tx => completeStep(tx, f.deps, { ...input, outcome: 'propose', facts }, actor));
    await signs(f, p.chairman, dossier);
    const [first] = await listResults(f.db, dossier.id);
    assert.ok(first);
    assert.match(await wordsIn(first.sha256), /kệ Đọc thân, xem ngày 23\/11\/2026/);

    const still = await f.again(dossier);
    const [step, ...others] = await saidOnResult(f.db, f.deps, still, first);
    assert.deepEqual([step?.node.id, others], ['check', []]);
    assert.deepEqual(
      step?.facts.map(fact => fact.id),
      ['shelf', 'seen'],
      'not what no result prints',
    );

    const renews = async (resultId: string, kind: 'correction' | 'reissue', said?: Outcomes | null) => {
      const order = { dossierId: dossier.id, resultId };
      const act = kind === 'correction' ? 'correct' : 'reissue';
      const { actor: by } = await resultFor(f.db, p.chairman, order, act, f.clock.now());
      const wish = {
        id: newId(),
        ...order,
        kind,
        reason: 'Ghi nhầm khi thẩm tra',
        signerName: p.chairman.name,
      };
      const done = await renewResult(f.db, f.deps, { ...wish, ...(said === undefined ? {} : { said }) }, by);
      return { act: done.act, result: (await findResult(f.db, done.act.newResultId ?? '')) ?? assert.fail() };
    };
    await assert.rejects(renews(first.id, 'correction', { check: { shelf: 'Đọc thân' } }), {
      code: 'NOTHING_CORRECTED',
    });
    // Half a year later: what is corrected and copied then is no newer than the first.
    f.clock.set('2027-05-24T09:00:00+07:00');
    const second = await renews(first.id, 'correction', { check: { shelf: 'Độc thân' } });
    assert.deepEqual(second.act.changes, [
      { label: 'Kệ sách đã xác minh', before: 'Đọc thân', after: 'Độc thân' },
    ]);
    const COUNTED =
      /Dùng 06 tháng từ 23\/11\/2026\..* vẫn tính từ ngày cấp lần đầu, ngày 23 tháng 11 năm 2026\./;
    assert.match(await wordsIn(second.result.sha256), /kệ Độc thân, xem ngày 23\/11\/2026/);
    assert.match(await wordsIn(second.result.sha256), COUNTED);
    const copy = await renews(second.result.id, 'reissue');
    assert.match(await wordsIn(copy.result.sha256), /kệ Độc thân/, 'a copy has what was corrected');
    assert.match(await wordsIn(copy.result.sha256), COUNTED, 'and counts from the first of its chain');
    const { register } = await known(f.db, f.ctx, p.reader.accountId, new Set(['register']));
    const granted = (register as Record<string, { number: string; found: Outcomes }>)['9-700001'];
    assert.deepEqual(
      [granted?.number, granted?.found.check?.shelf],
      [copy.result.number, 'Độc thân'],
      'a form that asks what was found is told what stands on the paper',
    );
    await assert.rejects(renews(copy.result.id, 'correction'), { code: 'NOTHING_CORRECTED' });
    const third = await renews(copy.result.id, 'correction', {
      check: { shelf: 'Độc thân', seen: '2026-11-22' },
    });
    assert.deepEqual(third.act.changes, [
      { label: 'Ngày xem thẻ', before: '23/11/2026', after: '22/11/2026' },
    ]);
    assert.equal(
      (await f.again(dossier)).processState.outcomes.check?.shelf,
      'Đọc thân',
      'what the step said stays as it was said',
    );
    await assert.rejects(
      f.owner.run("UPDATE cases.result_act SET said = '{}' WHERE kind = 'reissue'"),
      { code: '23514' },
      'an act says for good what it said',
    );
  });
});
