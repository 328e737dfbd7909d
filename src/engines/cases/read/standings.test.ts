import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { worktime } from '#engines/worktime';
import { testCtx } from '#test/ctx';
import {
  actorOf,
  consult,
  type Dossier,
  dossierStandings,
  listRunningNow,
  soonMarks,
  standingText,
  storyOf,
  timeText,
  withdraw,
} from '../index.ts';
import { cases } from '../module.ts';
import { type CasesFixture, FRIDAY, LOAN } from '../testing/fixture.ts';
import { does, facing, type People, withLibrary } from '../testing/people.ts';

const { t } = testCtx({ modules: [worktime, cases] });

describe('cases: how dossiers stand in lists', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });
  afterEach(() => f.clock.set(FRIDAY));

  const shown = async (of: Dossier, at: Date) => {
    const dossier = await f.again(of);
    const stands = (await dossierStandings(f.db, [dossier], at))(dossier);
    return { tone: stands.tone, words: standingText(stands, t), time: timeText(stands, t) };
  };

  test('one that is due within a working day is amber in every list, as on its own page, and red once it is late', async () => {
    const dossier = await f.apply(p.reader);
    const due = dossier.dueAt.getTime();
    assert.deepEqual(await shown(dossier, f.clock.now()), {
      tone: 'ok',
      words: 'Đã tiếp nhận',
      time: 'Đã tiếp nhận',
    });
    const soon = new Date(due - 2 * 3_600_000);
    assert.deepEqual(await shown(dossier, soon), {
      tone: 'soon',
      words: 'Đã tiếp nhận, sắp đến hạn',
      time: 'Còn 2 giờ làm việc',
    });
    const late = await shown(dossier, new Date(due + 24 * 3_600_000));
    assert.deepEqual([late.tone, late.words], ['late', 'Đã tiếp nhận, quá hạn']);
    assert.match(late.time, /^Quá hạn /);
    for (const at of [f.clock.now(), soon]) {
      const { deadline } = await storyOf(f.db, f.ledger, dossier, at);
      assert.equal((await shown(dossier, at)).tone, deadline?.state);
    }
  });

  test('one whose clock waits for another agency is neither late nor due soon, in lists as in what is counted', async () => {
    const dossier = await f.apply(p.reader, { code: LOAN });
    await does(f, p.clerk, dossier, 'forward');
    const { input, actor } = await facing(f, p.officer, dossier);
    const question = { ...input, agencyIds: [f.agencies.province], what: 'Có nợ sách không?', days: 5 };
    await f.db.tx(tx => consult(tx, f.deps, question, actor));
    const late = new Date(dossier.dueAt.getTime() + 3_600_000);
    assert.deepEqual(await shown(dossier, late), {
      tone: 'hold',
      words: 'Đang xử lý, tạm dừng',
      time: 'Tạm dừng từ 20/11',
    });
    const of = { agencyIds: [dossier.agencyId], fields: null, view: 'late' } as const;
    const listed = await listRunningNow(f.db, of, { limit: 5, offset: 0 }, late, await soonMarks(f.db, late));
    assert.ok(!listed.includes(dossier.id));
  });

  test('what its applicant took back is over, however long ago it was due', async () => {
    const dossier = await f.apply(p.reader);
    const at = f.clock.now();
    const wish = { dossierId: dossier.id, reason: '' };
    await f.db.tx(tx => withdraw(tx, f.deps, wish, actorOf(p.reader, at)));
    const late = await shown(dossier, new Date(dossier.dueAt.getTime() + 3_600_000));
    assert.deepEqual([late.tone, late.words], ['ended', 'Đã rút hồ sơ']);
  });
});
