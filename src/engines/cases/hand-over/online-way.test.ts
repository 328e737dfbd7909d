import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createAccount } from '#engines/identity';
import { messagesAbout } from '#engines/messaging';
import { openTasks } from '#engines/work';
import { controlSlipOf, type Dossier, isFirstPaper, newPapersOf, returnResult } from '../index.ts';
import { notifyApplicant } from '../notify.ts';
import { CARD, type CasesFixture } from '../testing/fixture.ts';
import { does, facing, type People, signs, withLibrary } from '../testing/people.ts';
import { undoes } from '../testing/undoing.ts';
import { publishNext } from '../testing/versions.ts';
import { wordsOf } from '../testing/words-of.ts';

const WHY = 'Người nộp báo qua điện thoại là chỉ cần bản điện tử.';

describe('cases: hand-over/online way', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary(async (library, all) => {
    f = library;
    p = all;
    f.clock.advance(86_400_000);
    const process = (xml: string) =>
      xml.replace('fs:outcomes="counter,post"', 'fs:outcomes="counter,post,online"');
    await publishNext(f, CARD, { process });
  });

  async function signed(who: Parameters<CasesFixture['apply']>[0]): Promise<Dossier> {
    const dossier = await f.apply(who);
    await does(f, p.clerk, dossier, 'forward');
    await does(f, p.officer, dossier, 'propose');
    return signs(f, p.chairman, dossier);
  }
  const sends = async (dossier: Dossier, instead?: string) => {
    const { input, actor } = await facing(f, p.clerk, dossier);
    const given = { ...input, how: 'online' as const, ...(instead && { instead }) };
    return f.db.tx(tx => returnResult(tx, f.deps, given, actor));
  };

  test('who applied on paper, and has no account that lets her in, gets the paper: nothing else ends her dossier', async () => {
    const made = { kind: 'citizen' as const, name: 'Vàng Thị Dợ' };
    const accountId = await f.db.tx(tx => createAccount(tx, made, f.act()));
    const dossier = await signed(await f.visitor(accountId, 'citizen'));
    await assert.rejects(sends(dossier, WHY), { code: 'RESULT_IN_NO_ACCOUNT' });
    assert.equal((await f.again(dossier)).status, 'completed');
  });

  test('who has asked for a paper gets none only with a reason, which she is told', async () => {
    const dossier = await signed(p.reader);
    await assert.rejects(sends(dossier), { code: 'PAPER_ASKED_FOR' });
    await assert.rejects(sends(dossier, '  '), { code: 'PAPER_ASKED_FOR' });
    assert.equal((await sends(dossier, WHY)).status, 'returned');
    const entry = (await f.ledger.history(f.db, `dossier:${dossier.id}`)).at(-1) ?? assert.fail();
    assert.deepEqual([entry.body.how, entry.personal.reason], ['online', WHY]);
    const sealed = { ...entry, recordedAt: entry.at, subject: `dossier:${dossier.id}` };
    await f.db.tx(tx => notifyApplicant.handle(sealed as never, tx));
    const told = (await messagesAbout(f.db, dossier.id)).find(m => m.key === 'cases.message.returned-online');
    assert.match(String(told?.params.what), /chỉ cần bản điện tử$/);
  });

  test('what went out electronically to no account is given on paper by the desk; of who has an account nothing is left to give', async () => {
    const made = { kind: 'citizen' as const, name: 'Lò Thị Păn' };
    const accountId = await f.db.tx(tx => createAccount(tx, made, f.act()));
    const stranger = await f.visitor(accountId, 'citizen');
    const electronic = async (who: Parameters<CasesFixture['apply']>[0]) => {
      const dossier = await f.apply(who, { data: f.filledIn({ way: 'electronic' }) });
      await does(f, p.clerk, dossier, 'forward');
      await does(f, p.officer, dossier, 'propose');
      return signs(f, p.chairman, dossier);
    };
    const hers = await electronic(p.reader);
    assert.deepEqual([hers.status, await openTasks(f.db, hers.id)], ['returned', []]);
    const saysOwed = async (one: { id: string }) =>
      (await f.ledger.history(f.db, `dossier:${one.id}`, ['case.returned']))[0]?.body.owed;
    assert.equal(await saysOwed(hers), undefined);

    const dossier = await electronic(stranger);
    assert.equal(dossier.status, 'returned');
    const [task] = await openTasks(f.db, dossier.id);
    assert.ok(task && isFirstPaper(task) && task.agencyId === dossier.receivedBy);
    assert.equal((await newPapersOf(f.db, dossier, task)).length, 1);
    assert.equal(await saysOwed(dossier), true, 'nothing was given yet');
    const slip = wordsOf(await controlSlipOf(f.db, f.deps, dossier, f.clock.now())).replace(/\s+/g, ' ');
    assert.match(slip, /Kết thúc giải quyết, bản giấy chưa giao/);
    await assert.rejects(facing(f, p.officer, dossier));
    const issued = (await f.ledger.history(f.db, `dossier:${dossier.id}`, ['case.result-issued']))[0];
    const sealed = { ...issued, recordedAt: issued?.at, subject: `dossier:${dossier.id}` };
    await f.db.tx(tx => notifyApplicant.handle(sealed as never, tx));
    const keys = (await messagesAbout(f.db, dossier.id)).map(m => m.key);
    assert.ok(keys.includes('cases.message.result-counter'), keys.join());
    const { input, actor } = await facing(f, p.clerk, dossier);
    await f.db.tx(tx => returnResult(tx, f.deps, { ...input, how: 'counter' }, actor));
    assert.deepEqual(await openTasks(f.db, dossier.id), []);
  });

  test('a signature that is taken back takes the desk its paper', async () => {
    const made = { kind: 'citizen' as const, name: 'Lò Thị Păn' };
    const accountId = await f.db.tx(tx => createAccount(tx, made, f.act()));
    const who = await f.visitor(accountId, 'citizen');
    const dossier = await f.apply(who, { data: f.filledIn({ way: 'electronic' }) });
    await does(f, p.clerk, dossier, 'forward');
    await does(f, p.officer, dossier, 'propose');
    await signs(f, p.chairman, dossier);
    assert.ok((await openTasks(f.db, dossier.id)).some(isFirstPaper));
    await undoes(f, p.chairman, dossier);
    const open = await openTasks(f.db, dossier.id);
    assert.deepEqual([open.length, open.some(isFirstPaper)], [1, false]);
    assert.equal((await f.again(dossier)).status, 'processing');
  });
});
