import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { unzipSync } from 'fflate';
import {
  copiedOf,
  listResults,
  requestSupplement,
  resultFor,
  revokeResult,
  startDraft,
} from '#engines/cases';
import { findAccount, vaultService } from '#engines/identity';
import { indicators } from '#engines/indicators';
import { accountMessages } from '#engines/messaging';
import { ratings } from '#engines/ratings';
import { newId } from '#platform/db';
import { listZip } from '#platform/zip';
import { CARD, type CasesFixture } from '../../engines/cases/testing/fixture.ts';
import { does, type People, signs, withLibrary } from '../../engines/cases/testing/people.ts';
import { closeNow, closingOf, eraseOwn, undoClosing } from './erase/erase.ts';
import { sweep } from './erase/sweep.ts';
import { removeExpired } from './export/drop.ts';
import { askExport, exportPath, findExport } from './export/export.ts';
import { makeExport } from './export/make-export.ts';
import { personalRecord } from './export/pack.ts';
import { myData } from './module.ts';

describe('my data', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary(
    (library, all) => {
      f = library;
      p = all;
    },
    [indicators, ratings, myData],
  );

  const ask = (accountId: string) =>
    f.db.tx(tx => askExport(tx, f.ledger, { accountId, lang: 'vi' }, f.clock.now()));
  const deps = () => ({ ledger: f.ledger, vault: f.ctx.get(vaultService) });
  const entries = async (accountId: string) =>
    (await f.ledger.history(f.db, `account:${accountId}`)).map(e => e.kind);

  test('a copy holds the dossiers with receipt and result, is made once, and goes after three days', async () => {
    const who = await f.citizen('Giàng Thị Dợ');
    const dossier = await f.apply(who);
    await does(f, p.clerk, dossier, 'forward');
    await does(f, p.officer, dossier, 'propose');
    await signs(f, p.chairman, dossier);
    await Promise.all([ask(who.accountId), ask(who.accountId)]);
    const asked = await findExport(f.db, who.accountId, f.clock.now());
    assert.ok(asked && !asked.readyAt);
    await makeExport.run({ id: asked.id }, f.ctx);
    await makeExport.run({ id: asked.id }, f.ctx);
    const made = await findExport(f.db, who.accountId, f.clock.now());
    assert.deepEqual([made?.done, made?.total], [1, 1]);
    const file = exportPath(f.ctx, asked.id);
    assert.equal((await stat(file)).size, made?.size);
    const names = listZip(await readFile(file)).map(e => e.name);
    for (const part of [
      'thong-tin-ca-nhan.json',
      `ho-so/${dossier.code}/ho-so.json`,
      'giay-tiep-nhan.pdf',
      'ket-qua/',
    ])
      assert.ok(
        names.some(n => n.includes(part)),
        `${part} in ${names}`,
      );
    assert.equal((await entries(who.accountId)).filter(k => k === 'my-data.export-asked').length, 1);

    // The same for people: what was told to him in words, his answers as the form shows them, his papers by their names.
    const page = Buffer.from(unzipSync(await readFile(file))['du-lieu-cua-toi.html'] ?? []).toString();
    const words = page
      .replace(/<style>[\s\S]*?<\/style>/, '')
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ');
    assert.match(words, new RegExp(`Cấp thẻ thư viện xã, mã hồ sơ ${dossier.code}`));
    assert.match(words, /Xã, phường Xã Bắc Hà/);
    assert.match(words, /Tình trạng Đã (có|trả) kết quả/);
    for (const said of await accountMessages(f.db, who.accountId, { limit: 9, offset: 0 }))
      assert.ok(words.includes(f.ctx.t(`${said.key}.subject`, { ...said.params })), said.key);
    assert.doesNotMatch(
      words,
      /\b(cases|my-data|messaging|forms)\.[a-z]|\{[a-z]+\}|99001|[0-9a-f]{8}-[0-9a-f]{4}-/,
    );
    for (const [, link = ''] of page.matchAll(/href="([^"#]+)"/g))
      assert.ok(names.includes(decodeURIComponent(link)), `${link} lies in the copy`);
    assert.ok(page.includes(`href="ho-so/${dossier.code}/giay-tiep-nhan.pdf"`));
    assert.equal(await findExport(f.db, p.reader.accountId, f.clock.now()), undefined, 'of nobody else');

    const later = { ...f.ctx, clock: { now: () => new Date(f.clock.now().getTime() + 4 * 86_400_000) } };
    await sweep.run({}, later);
    await assert.rejects(stat(file));
  });

  test('what systems keep about a dossier is in the copy too, for programs and in words, with its files', async () => {
    const who = await f.citizen('Giàng Thị Chở');
    const dossier = await f.apply(who);
    const { sha256 } = await f.db.one<{ sha256: string }>(
      'SELECT sha256 FROM cases.result WHERE sha256 IS NOT NULL LIMIT 1',
    );
    const said = {
      data: { number: '3/2026', content: 'Cấp sai tên mẹ' },
      told: { label: 'Khiếu nại số 3/2026', value: 'Cấp sai tên mẹ' },
    };
    const file = { label: 'Quyết định số 3/QĐ-GQKN', filename: 'Quyết định số 3-QĐ-GQKN.pdf', sha256 };
    const of = async (_: unknown, d: { id: string }) =>
      d.id === dossier.id ? [{ ...said, files: [file] }] : [];
    const extensions = (point: unknown) =>
      point === copiedOf ? [{ name: 'complaints', folder: 'khieu-nai', of }] : [];
    await ask(who.accountId);
    const asked = (await findExport(f.db, who.accountId, f.clock.now())) ?? assert.fail();
    await makeExport.run({ id: asked.id }, { ...f.ctx, extensions } as typeof f.ctx);
    const files = unzipSync(await readFile(exportPath(f.ctx, asked.id)));
    const text = (name: string) => Buffer.from(files[name] ?? []).toString();
    assert.deepEqual(JSON.parse(text(`ho-so/${dossier.code}/ho-so.json`)).complaints, [said.data]);
    const page = text('du-lieu-cua-toi.html');
    assert.match(page, /Khiếu.nại số.3\/2026[\s\S]*Cấp sai tên mẹ/);
    const [, link = ''] = /href="([^"]+)">Quyết định số 3/.exec(page) ?? [];
    assert.ok(files[decodeURIComponent(link)], `${link} lies in the copy`);
    assert.match(link, /\/khieu-nai\//);
  });

  test('the decision that ended a result and the slips are in the copy; who was only asked may do nothing', async () => {
    const who = await f.citizen('Giàng Thị Xé');
    const dossier = await f.apply(who);
    await does(f, p.clerk, dossier, 'forward');
    await does(f, p.officer, dossier, 'propose');
    await signs(f, p.chairman, dossier);
    const [result] = await listResults(f.db, dossier.id);
    const of = { dossierId: dossier.id, resultId: result?.id ?? '' };
    const { actor } = await resultFor(f.db, p.chairman, of, 'revoke', f.clock.now());
    const why = { reason: 'Cấp trên giấy tờ không đúng', basis: 'Điều 7 Nội quy thư viện' };
    const wish = { ...of, ...why, id: newId(), kind: 'revocation' as const, signerName: p.chairman.name };
    const { act } = await revokeResult(f.db, f.deps, wish, actor);
    const other = await f.apply(who);
    await does(f, p.clerk, other, 'forward');
    const asks = { dossierId: other.id, what: 'Bản chụp căn cước' };
    const officer = { accountId: p.officer.accountId, postId: p.officer.postId, agencyId: f.agencies.bacHa };
    await f.db.tx(tx => requestSupplement(tx, f.deps, asks, { ...officer, at: f.clock.now() }));
    await f.owner.run(
      `INSERT INTO identity.mandate (id, principal_id, phone, name, relation, scope, until, made_at)
       VALUES (gen_random_uuid(), $1, '+84987000112', 'Hòa', 'family', 'all', $2::date + 30, $2)`,
      [who.accountId, f.clock.now()],
    );
    await ask(who.accountId);
    const asked = (await findExport(f.db, who.accountId, f.clock.now())) ?? assert.fail();
    await makeExport.run({ id: asked.id }, f.ctx);
    const files = unzipSync(await readFile(exportPath(f.ctx, asked.id)));
    const page = Buffer.from(files['du-lieu-cua-toi.html'] ?? []).toString();
    const [, link = ''] = new RegExp(`href="([^"]+)">Quyết định số ${act.number}`).exec(page) ?? [];
    assert.ok(files[decodeURIComponent(link)], `${link} lies in the copy`);
    const [, slip = ''] = /href="([^"]+)">Phiếu yêu cầu bổ sung/.exec(page) ?? [];
    assert.ok(files[decodeURIComponent(slip)], `${slip} lies in the copy`);
    assert.match(page, /Ông\/Bà đã nhờ Hòa làm thay[^<]*chưa nhận lời/);
    assert.doesNotMatch(page, /Hòa được làm thay/);
  });

  test('a paper that was found to be infected holds up no copy: it is left out, and the copy says so', async () => {
    const who = await f.citizen('Giàng Thị Sáo');
    const dossier = await f.apply(who);
    await does(f, p.clerk, dossier, 'forward');
    await does(f, p.officer, dossier, 'propose');
    await signs(f, p.chairman, dossier);
    await f.owner.run(
      `UPDATE files.file SET scan_result = 'infected', scan_found = 'X', scanned_at = now() WHERE sha256 = (SELECT sha256 FROM cases.result WHERE dossier_id = $1)`,
      [dossier.id],
    );
    await ask(who.accountId);
    const asked = await findExport(f.db, who.accountId, f.clock.now());
    await makeExport.run({ id: asked?.id }, f.ctx);
    const files = unzipSync(await readFile(exportPath(f.ctx, asked?.id ?? '')));
    const results = Object.keys(files).filter(name => name.includes('/ket-qua/'));
    assert.equal(results.length, 1);
    assert.match(results[0] ?? '', /\.pdf\.txt$/);
    assert.match(Buffer.from(files[results[0] ?? ''] ?? []).toString(), /có mã độc/);
    assert.ok(files[`ho-so/${dossier.code}/giay-tiep-nhan.pdf`], 'and all the rest is there');
  });

  test('what was begun for somebody who lets one do so no more is not in the copy', async () => {
    const who = await f.citizen('Giàng Thị Vừ');
    const [lets, ended] = [await f.citizen('Lò Thị Păn'), await f.citizen('Lò Văn Mò')];
    const { version } = await f.procedureOf(CARD);
    const at = f.clock.now();
    const begin = async (name: string, principal: string | null) => {
      const wish = { accountId: who.accountId, procedureVersionId: version.id, data: { name } };
      const { id } = await f.db.tx(tx => startDraft(tx, wish, at));
      await f.owner.run('UPDATE cases.draft SET principal_id = $2 WHERE id = $1', [id, principal]);
    };
    await begin('làm thay', lets.accountId);
    await begin('hết làm thay', ended.accountId);
    await begin('của mình', null);
    for (const { accountId } of [lets, ended])
      await f.owner.run(
        `INSERT INTO identity.mandate (id, principal_id, delegate_id, phone, name, relation, scope, until, made_at, taken_at, ended_at, ended_by)
         VALUES (gen_random_uuid(), $1, $2, '+84987000111', 'Vừ', 'family', 'all', $3::date + 30, $3, $3,
           CASE WHEN $4 THEN $3::timestamptz END, CASE WHEN $4 THEN 'principal' END)`,
        [accountId, who.accountId, at, accountId === ended.accountId],
      );
    const { drafts } = (await personalRecord(f.ctx, who.accountId)) as {
      drafts: Array<{ data: { name: string } }>;
    };
    assert.deepEqual(new Set(drafts.map(d => d.data.name)), new Set(['của mình', 'làm thay']));
  });

  test('who erases what a copy holds erases the copy, also one that is being made; that of another stays', async () => {
    const [who, other] = [await f.citizen('Vàng Thị Mỷ'), await f.citizen('Vàng Thị Dở')];
    for (const { accountId } of [who, other]) {
      await ask(accountId);
      await makeExport.run({ id: (await findExport(f.db, accountId, f.clock.now()))?.id }, f.ctx);
    }
    const of = (accountId: string) => findExport(f.db, accountId, f.clock.now());
    const file = exportPath(f.ctx, (await of(who.accountId))?.id ?? '');
    await stat(file);
    const erase = () => f.db.tx(tx => eraseOwn(tx, deps(), who.accountId, ['messages'], f.clock.now()));
    await erase();
    assert.equal(await of(who.accountId), undefined, 'it cannot be taken any more');
    await removeExpired(f.ctx, who.accountId);
    await assert.rejects(stat(file));
    await stat(exportPath(f.ctx, (await of(other.accountId))?.id ?? ''));

    await ask(who.accountId);
    const asked = (await of(who.accountId)) ?? assert.fail();
    await Promise.all([makeExport.run({ id: asked.id }, f.ctx), erase()]);
    await removeExpired(f.ctx, who.accountId);
    await assert.rejects(stat(exportPath(f.ctx, asked.id)));
    assert.equal(await of(who.accountId), undefined);
    await ask(who.accountId);
    assert.ok(await of(who.accountId), 'another may be asked for at once');
  });

  test('drafts, profile and messages go at once, the account after fourteen days unless its owner thinks better of it', async () => {
    const who = await f.citizen('Vàng Thị Sua');
    const dossier = await f.apply(who);
    const { version } = await f.procedureOf(CARD);
    const at = f.clock.now();
    await f.db.tx(tx =>
      startDraft(tx, { accountId: who.accountId, procedureVersionId: version.id, data: { a: 1 } }, at),
    );
    const erase = (what: Parameters<typeof eraseOwn>[3]) =>
      f.db.tx(tx => eraseOwn(tx, deps(), who.accountId, what, at));
    await erase(['drafts', 'profile', 'papers', 'messages', 'account']);
    await erase(['account']);
    const drafts = await f.db.query('SELECT FROM cases.draft WHERE account_id = $1', [who.accountId]);
    assert.equal(drafts.length, 0);
    assert.ok(await closingOf(f.db, who.accountId));
    await f.db.tx(tx => undoClosing(tx, f.ledger, who.accountId, at));
    assert.equal(await closingOf(f.db, who.accountId), undefined);
    await erase(['account']);
    const told = await f.db.query<{ channel: string; key: string }>(
      `SELECT channel, text_key AS key FROM messaging.message WHERE account_id = $1 AND text_key = 'my-data.closing-asked' ORDER BY channel`,
      [who.accountId],
    );
    assert.ok(
      told.some(m => m.channel === 'account') && told.some(m => m.channel === 'sms'),
      'whoever holds the telephone for an hour does not close it unseen',
    );
    const close = (on: Date) => f.db.tx(tx => closeNow(tx, deps(), who.accountId, on));
    await close(at);
    assert.equal((await findAccount(f.db, who.accountId))?.status, 'active', 'not before its day');
    await close(new Date(at.getTime() + 15 * 86_400_000));
    const closed = await findAccount(f.db, who.accountId);
    assert.deepEqual([closed?.status, closed?.phone, closed?.name], ['closed', null, '–']);
    const bye = await f.db.query<{ channel: string; n: string | null }>(
      `SELECT channel, account_id AS n FROM messaging.message WHERE about_id = $1 AND text_key = 'my-data.closed'`,
      [who.accountId],
    );
    assert.deepEqual(bye, [{ channel: 'sms', n: null }], 'its owner is told, where he was reached before');
    // The law on archives: the dossier is there, with the name it was handed in under.
    assert.equal((await f.again(dossier)).applicantName, who.name);
    const history = await f.ledger.history(f.db, `account:${who.accountId}`);
    assert.ok(!JSON.stringify(history).includes(who.name), 'nothing of him is left in clear in its entries');
    assert.deepEqual(
      history.map(e => e.kind).filter(k => k.startsWith('my-data.') || k === 'identity.account-closed'),
      [
        'my-data.erased',
        'my-data.closing-asked',
        'my-data.closing-undone',
        'my-data.closing-asked',
        'my-data.erased',
        'identity.account-closed',
      ],
    );
  });
});
