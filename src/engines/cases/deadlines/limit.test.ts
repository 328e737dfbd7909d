import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { messagesAbout } from '#engines/messaging';
import { limitAtReception, loadProcedure } from '../index.ts';
import { notifyApplicant } from '../notify.ts';
import type { CasesFixture } from '../testing/fixture.ts';
import { does, type People, withLibrary } from '../testing/people.ts';
import { undoes } from '../testing/undoing.ts';
import { publishNext } from '../testing/versions.ts';

const CARD = '9.700001';
const DAY = 'working-day' as const;

describe('cases: a limit for some cases', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary(async (library, all) => {
    f = library;
    p = all;
    const limit = {
      n: 2,
      unit: DAY,
      cases: [
        { if: 'form.result.way = "post"', says: 'gửi qua bưu điện', n: 4, unit: DAY },
        { if: 'tasks.check.outcome = "propose"', says: 'phải hỏi kho', n: 6, unit: DAY },
      ],
    };
    await publishNext(f, CARD, { content: { limits: { online: limit, counter: limit } } });
  });

  test('by an answer it holds from reception, with why', async () => {
    const dossier = await f.apply(p.reader, { data: f.filledIn({ way: 'post' }) });
    assert.deepEqual(dossier.timeLimit, { n: 4, unit: DAY, because: 'gửi qua bưu điện' });
    const plain = await f.apply(p.reader, { data: f.filledIn() });
    assert.deepEqual(plain.timeLimit, { n: 2, unit: DAY });
    assert.ok(plain.dueAt < dossier.dueAt);
    const { version } = await loadProcedure(f.db, dossier);
    assert.equal(limitAtReception(version, { channel: 'counter', data: { result: { way: 'post' } } })?.n, 4);
  });

  test('by what a step says it is counted anew from reception, an entry says so and the applicant is told; taken back, it is as it was', async () => {
    const dossier = await f.apply(p.reader, { data: f.filledIn() });
    await does(f, p.clerk, dossier, 'forward');
    await does(f, p.officer, dossier, 'propose');
    const now = await f.again(dossier);
    assert.deepEqual(now.timeLimit, { n: 6, unit: DAY, because: 'phải hỏi kho' });
    assert.ok(now.dueAt > dossier.dueAt);
    const entry = (await f.ledger.history(f.db, `dossier:${dossier.id}`)).find(
      e => e.kind === 'case.limit-changed',
    );
    assert.deepEqual(
      [entry?.body.dueBefore, entry?.body.dueAt, entry?.body.was],
      [dossier.dueAt.toISOString(), now.dueAt.toISOString(), { n: 2, unit: DAY }],
    );
    assert.ok(entry);
    await f.db.tx(tx => notifyApplicant.handle(entry as never, tx));
    const told = (await messagesAbout(f.db, dossier.id)).map(m => m.key);
    assert.ok(told.includes('cases.message.limit-changed'), told.join(', '));
    await undoes(f, p.officer, dossier);
    const back = await f.again(dossier);
    assert.deepEqual([back.timeLimit, back.dueAt], [{ n: 2, unit: DAY }, dossier.dueAt]);
  });
});
