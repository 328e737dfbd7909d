import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { startProgram, type TestProgram } from '#test/program';
import type { Client, Seen } from './support/client.ts';
import { asShown, fillDraft, sendDraft, signedIn } from './support/world.ts';

describe('security: acts at the same moment', () => {
  let program: TestProgram;
  let owner: Client;
  let chair: Client;
  let vice: Client;
  before(async () => {
    program = await startProgram({ TRUST_PROXY: '1' });
    owner = await signedIn(program, '+84912345678');
    chair = await signedIn(program, 'chutich.bacha');
    vice = await signedIn(program, 'phochutich.bacha');
    await Promise.all([chair.csrf(), vice.csrf()]);
  });
  after(() => program?.stop());

  const one = <T extends object>(sql: string, ...values: unknown[]) => program.env.db.one<T>(sql, values);
  const stepOf = async (id: string) =>
    `/can-bo/ho-so/${id}/buoc/${(await one<{ id: string }>("SELECT id FROM work.task WHERE subject_id = $1 AND state = 'open'", id)).id}`;

  /** A dossier that lies before those who sign. */
  async function toSign() {
    const { id } = await sendDraft(program, owner, await fillDraft(owner, '2.000635'));
    for (const [who, outcome] of [
      ['motcua.bacha', 'forward'],
      ['hotich.bacha', 'propose'],
    ] as const) {
      const done = await (await signedIn(program, who)).post(await stepOf(id), { outcome });
      assert.equal(done.status, 303, outcome);
    }
    return { id, step: await stepOf(id) };
  }

  /** One was taken, the others were told that it is done; there is one result, signed once by the person and once by the office. */
  async function signedOnce(id: string, answers: readonly Seen[]) {
    assert.deepEqual(
      answers.map(a => a.status).sort(),
      answers.map((_, i) => (i === 0 ? 303 : 409)),
    );
    for (const late of answers.filter(a => a.status === 409))
      assert.match(late.text, /đã (có người|được) làm xong|đã xong/);
    const { results, sha256 } = await one<{ results: number; sha256: string }>(
      'SELECT count(*) AS results, max(sha256) AS sha256 FROM cases.result WHERE dossier_id = $1',
      id,
    );
    assert.equal(results, 1);
    const { entries } = await one<{ entries: number }>(
      "SELECT count(*) AS entries FROM ledger.entry WHERE subject = $1 AND kind = 'case.result-issued'",
      `dossier:${id}`,
    );
    assert.equal(entries, 1);
    const { noted } = await one<{ noted: number }>(
      'SELECT count(*) AS noted FROM trust.signature WHERE sha256 = $1',
      sha256,
    );
    assert.equal(noted, 2, 'the person and the office');
    const result = await one<{ id: string; code: string }>(
      'SELECT r.id, d.code FROM cases.result r JOIN cases.dossier d ON d.id = r.dossier_id WHERE d.id = $1',
      id,
    );
    const pdf = await owner.bytes(`/ho-so/${result.code}/ket-qua/${result.id}`);
    const file = path.join(program.dataDir, 'result.pdf');
    writeFileSync(file, pdf);
    const told = execFileSync('pdfsig', ['-nocert', file], { encoding: 'utf8' });
    assert.equal(told.match(/Signature is Valid/g)?.length, 2, told);
  }

  test('one official signs in three tabs at once: one signature, the others are told', async () => {
    const { id, step } = await toSign();
    const signs = { outcome: 'signed', ...(await asShown(chair, step)) };
    await signedOnce(id, await Promise.all([1, 2, 3].map(() => chair.post(step, signs))));
  });

  test('two officials who both may sign do so at once: one of them has signed, the other is told', async () => {
    const { id, step } = await toSign();
    const signs = { outcome: 'signed', ...(await asShown(vice, step)) };
    const answers = await Promise.all([chair, vice, chair, vice].map(who => who.post(step, signs)));
    await signedOnce(id, answers);
  });

  test('one signs while the other sends it back: one of both has happened', async () => {
    const { id, step } = await toSign();
    const seen = await asShown(chair, step);
    const answers = await Promise.all([
      chair.post(step, { outcome: 'signed', ...seen }),
      vice.post(step, { outcome: 'send-back', [`note-${step.split('/').at(-1)}`]: 'Sửa lại họ của con' }),
    ]);
    assert.deepEqual(answers.map(a => a.status).sort(), [303, 409]);
    const { results, open } = await one<{ results: number; open: number }>(
      `SELECT (SELECT count(*) FROM cases.result WHERE dossier_id = $1) AS results,
              (SELECT count(*) FROM work.task WHERE subject_id = $1 AND state = 'open') AS open`,
      id,
    );
    const signed = answers[0]?.status === 303;
    assert.equal(results, signed ? 1 : 0);
    assert.ok(open <= 1);
  });

  test('who sends back says what is to be mended, or nothing is done', async () => {
    const { id, step } = await toSign();
    const note = `note-${step.split('/').at(-1)}`;
    const refused = await chair.post(step, { outcome: 'send-back', [note]: 'Sai' });
    assert.equal(refused.status, 422);
    assert.match(refused.text, /Ghi rõ cần sửa gì/);
    const open = `SELECT count(*) AS n FROM work.task WHERE subject_id = $1 AND state = 'open' AND title->>'step' LIKE 'Ký%'`;
    assert.equal((await one<{ n: number }>(open, id)).n, 1);
    assert.equal((await chair.post(step, { outcome: 'send-back', [note]: 'Họ của con sai' })).status, 303);
    assert.match((await chair.get(`/can-bo/ho-so/${id}`)).text, /“Họ của con sai”/);
    const officer = await signedIn(program, 'hotich.bacha');
    const beside = /class="note">[^<]*trả lại để sửa lúc [^<]*“Họ của con sai”/;
    assert.match((await officer.get(`/can-bo/ho-so/${id}`)).text, beside, 'beside the step that came back');
  });

  test('numbers of results have no gap, though some were drawn for signatures that came too late', async () => {
    const rows = await program.env.db.query<{ number: string }>(
      'SELECT number FROM cases.result_number ORDER BY split_part(number, $1, 1)::int',
      ['/'],
    );
    assert.deepEqual(
      rows.map(r => Number(r.number.split('/')[0])),
      rows.map((_, i) => i + 1),
    );
  });
});
