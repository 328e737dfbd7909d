import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  casesService,
  type Dossier,
  findDossier,
  keptActsOf,
  requestSupplement,
  withdraw,
} from '#engines/cases';
import { type Official, type OneStopSite, oneStopSite } from '../testing/site.ts';

const DAY = '2026-11-20T';

describe('one-stop: what ended a step that was done before, and taken back', () => {
  let s: OneStopSite;
  let deputy: Official;
  before(async () => {
    s = await oneStopSite();
    deputy = await s.official('Sùng Thị Chở', s.agencies.bacHa, ['leader', 'signer']);
  });
  after(() => s.close());

  const at = (time: string) => s.clock.set(`${DAY}${time}:00+07:00`);

  /** A dossier whose signature the signer took back: the step lies before him again, and he has its page open. */
  async function undoneSignature(): Promise<{ dossier: Dossier; press: () => ReturnType<typeof pressed> }> {
    at('15:40');
    const dossier = await s.apply();
    await s.step(s.clerk, dossier, 'forward');
    await s.step(s.officer, dossier, 'propose');
    at('15:41');
    const task = await s.taskOf(dossier);
    await s.step(s.signer, dossier, 'signed');
    at('15:42');
    const [act] = await keptActsOf(s.db, dossier.id);
    const undo = `${s.pageOf(dossier)}/hoan-tac/${act?.id}`;
    await s.signer.visit.open(undo);
    assert.equal((await s.signer.visit.submit(undo, { 'ly-do': 'Ký nhầm' })).status, 303);
    assert.equal(await s.taskOf(dossier), task, 'the same step lies open again');
    await s.signer.visit.open(s.pageOf(dossier));
    at('15:43');
    return { dossier, press: () => pressed(dossier, task) };
  }
  const pressed = (dossier: Dossier, task: string) =>
    s.signer.visit.submit(`${s.pageOf(dossier)}/buoc/${task}`, { outcome: 'signed' });
  /** The second reads who it was, and not that it was he. */
  async function reads(press: () => ReturnType<typeof pressed>, who: string): Promise<string> {
    at('15:44');
    const { status, html } = await press();
    assert.equal(status, 409);
    assert.match(html, new RegExp(`Gần nhất, ${who}: [^<]*, lúc 20/11/2026 15:43`));
    assert.doesNotMatch(html, /chính người đang đăng nhập/);
    return html;
  }

  test('withdrawn at the counter since: the signer reads that, and not of his own signature', async () => {
    const { dossier, press } = await undoneSignature();
    const by = { accountId: s.clerk.accountId, postId: s.clerk.postId, agencyId: s.agencies.centre };
    const wish = { dossierId: dossier.id, reason: 'Người nộp không cần thẻ nữa' };
    await s.db.tx(tx => withdraw(tx, s.env.get(casesService), wish, { ...by, at: s.clock.now() }));
    assert.match(await reads(press, 'Vi Thị Huyền'), /rút hồ sơ/i);
  });

  test('stopped by another leader since', async () => {
    const { dossier, press } = await undoneSignature();
    const stop = `${s.pageOf(dossier)}/dung`;
    await deputy.visit.open(stop);
    const done = await deputy.visit.submit(stop, { 'ly-do': 'Người nộp báo không cần thẻ nữa' });
    assert.equal(done.status, 303, done.html);
    assert.match(await reads(press, 'Sùng Thị Chở'), /dừng giải quyết/i);
  });

  test('papers asked for by the clerk since: the step waits, and he reads by whom', async () => {
    const { dossier, press } = await undoneSignature();
    const by = { accountId: s.clerk.accountId, postId: s.clerk.postId, agencyId: s.agencies.centre };
    const wish = { dossierId: dossier.id, what: 'Thiếu ảnh chân dung cỡ 3 × 4' };
    await s.db.tx(tx => requestSupplement(tx, s.env.get(casesService), wish, { ...by, at: s.clock.now() }));
    assert.match(await reads(press, 'Vi Thị Huyền'), /yêu cầu bổ sung/i);
  });

  test('signed by another leader since', async () => {
    const { dossier, press } = await undoneSignature();
    await s.step(deputy, dossier, 'signed');
    assert.match(await reads(press, 'Sùng Thị Chở'), /ký/i);
    assert.equal((await findDossier(s.db, dossier.id))?.status, 'completed');
  });

  test('given to him before, and withdrawn: what ended it is the withdrawal, not the giving', async () => {
    at('15:40');
    const dossier = await s.apply();
    await s.step(s.clerk, dossier, 'forward');
    const task = await s.taskOf(dossier);
    const give = `${s.pageOf(dossier)}/giao/${task}`;
    await s.signer.visit.open(give);
    assert.equal((await s.signer.visit.submit(give, { 'vi-tri': s.officer.postId })).status, 303);
    await s.officer.visit.open(s.pageOf(dossier));
    at('15:43');
    const by = { accountId: s.clerk.accountId, postId: s.clerk.postId, agencyId: s.agencies.centre };
    const wish = { dossierId: dossier.id, reason: 'Người nộp không cần thẻ nữa' };
    await s.db.tx(tx => withdraw(tx, s.env.get(casesService), wish, { ...by, at: s.clock.now() }));
    const press = () => s.officer.visit.submit(`${s.pageOf(dossier)}/buoc/${task}`, { outcome: 'propose' });
    assert.match(await reads(press, 'Vi Thị Huyền'), /rút hồ sơ/i);
  });
});
