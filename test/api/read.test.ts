import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  casesService,
  completeStep,
  findDossierByCode,
  issueResult,
  renewResult,
  revokeResult,
} from '#engines/cases';
import type { FormData } from '#engines/forms';
import { openTasks } from '#engines/work';
import { newId, type Queryable } from '#platform/db';
import { ledgerService, type Proof, verifyProof } from '#platform/ledger';
import { startProgram, type TestProgram } from '#test/program';
import { pdf } from '../../src/engines/files/testing/samples.ts';
import { askSupplement } from '../procedures/support/walk.ts';
import { birth, type Call, caller, communeOf, tokenFor } from './support.ts';

describe('api: read', () => {
  let program: TestProgram;
  let bacHa: { code: string; agencyId: string };
  let laoCai: { code: string; agencyId: string };
  let hospital: Call;
  let ward: Call;
  let code: string;

  async function submitted(by: Call, key: string, commune: string): Promise<string> {
    const file = await by('POST', '/api/v1/files', { file: { name: 'giay-chung-sinh.pdf', bytes: pdf() } });
    const answer = await by('POST', '/api/v1/dossiers', {
      body: birth(commune, String(file.data.id)),
      headers: { 'idempotency-key': key },
    });
    assert.equal(answer.status, 201, JSON.stringify(answer.data));
    return String(answer.data.code);
  }

  const officialOf = (q: Queryable, staffId: string) =>
    q.one<{ id: string; post: string }>(
      `SELECT a.id, h.post_id AS post FROM identity.account a JOIN identity.holding h ON h.account_id = a.id
       WHERE a.staff_id = $1 LIMIT 1`,
      [staffId],
    );
  const chairmanOf = (q: Queryable) => officialOf(q, 'chutich.bacha');

  /** Waits until everything that was appended is under a signed head. */
  async function sealed(): Promise<void> {
    const ledger = program.env.get(ledgerService);
    for (let i = 0; i < 200; i++) {
      const { n } = await program.env.db.one<{ n: number }>(
        'SELECT count(*) AS n FROM ledger.entry e WHERE NOT EXISTS (SELECT FROM ledger.position p WHERE p.entry = e.id)',
      );
      if (n === 0 && (await ledger.head(program.env.db))) return;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    assert.fail('nothing is sealed');
  }

  before(async () => {
    program = await startProgram();
    bacHa = await communeOf(program, 'Ủy ban nhân dân xã Bắc Hà');
    laoCai = await communeOf(program, 'Ủy ban nhân dân phường Lào Cai');
    hospital = await caller(program, await tokenFor(program, bacHa.agencyId));
    ward = await caller(program, await tokenFor(program, laoCai.agencyId));
    code = await submitted(hospital, 'doc-ho-so-01', bacHa.code);
  });
  after(() => program?.stop());

  describe('following a dossier', () => {
    test('its agency reads where it stands and why it is due when it is; another agency finds nothing', async () => {
      const { status, data } = await hospital('GET', `/api/v1/dossiers/${code}`);
      assert.equal(status, 200);
      assert.equal(data.nationalStatus, 2);
      assert.equal(data.channel, 'api');
      const due = data.due as { at: string; days: Array<{ words: string }> };
      assert.equal(due.at, new Date(due.at).toISOString());
      assert.ok(due.days.length > 0 && due.days.every(d => d.words), 'each day says why');
      assert.deepEqual(
        (data.history as Array<{ event: string }>).map(h => h.event),
        ['submitted'],
      );
      const text = JSON.stringify(data);
      for (const name of ['Giàng', 'Na Quang', '912345678'])
        assert.ok(!text.includes(name), `${name} stays here`);
      const english = await hospital('GET', `/api/v1/dossiers/${code}?lang=en`);
      assert.notEqual(english.data.statusText, data.statusText);
      const theirs = await ward('GET', `/api/v1/dossiers/${code}`);
      const nothing = await ward('GET', '/api/v1/dossiers/H38.99.99-261122-9999');
      assert.equal(theirs.status, 404);
      assert.deepEqual(
        { ...theirs.data, traceId: '' },
        { ...nothing.data, traceId: '' },
        'in the same words',
      );
      for (const part of ['receipt', 'results/018f0000-0000-7000-8000-000000000001'])
        assert.equal((await ward('GET', `/api/v1/dossiers/${code}/${part}`)).status, 404);
    });

    test('who submitted it follows it also where another agency decides', async () => {
      const there = await submitted(ward, 'doc-ho-so-02', bacHa.code);
      assert.equal((await ward('GET', `/api/v1/dossiers/${there}`)).status, 200);
      const colleague = await caller(program, await tokenFor(program, laoCai.agencyId));
      assert.equal((await colleague('GET', `/api/v1/dossiers/${there}`)).status, 404);
    });

    test('what officials wrote is whole for who submitted it; another program of the agency reads it without name and number', async () => {
      const asked = await submitted(hospital, 'doc-ho-so-03', bacHa.code);
      const dossier = (await findDossierByCode(program.env.db, asked)) ?? assert.fail();
      const words = `Chụp lại giấy của ${dossier.ownerName}, gọi 0912345678`;
      await askSupplement(program, dossier, 'motcua.bacha', words);
      const read = async (by: Call) => {
        const { data } = await by('GET', `/api/v1/dossiers/${asked}`);
        return (data.supplements as Array<{ what: string }>).map(s => s.what.replaceAll('\u00a0', ' '));
      };
      assert.deepEqual(await read(hospital), [words]);
      const colleague = await caller(program, await tokenFor(program, bacHa.agencyId));
      const [masked = ''] = await read(colleague);
      assert.match(masked, /^Chụp lại giấy của \S+••• .*, gọi 0912 ••• 678$/);
      assert.ok(!masked.includes(dossier.ownerName));
    });

    test('that it was read is entered, once an hour', async () => {
      const dossier = (await findDossierByCode(program.env.db, code)) ?? assert.fail();
      await hospital('GET', `/api/v1/dossiers/${code}`);
      const looks = await program.env.get(ledgerService).accesses(program.env.db, `dossier:${dossier.id}`);
      assert.ok(looks.some(l => l.purpose === 'integrate' && l.agency === bacHa.agencyId));
      assert.ok(!looks.some(l => l.agency === laoCai.agencyId), 'who found nothing has read nothing');
    });

    test('the receipt is a PDF', async () => {
      const { status, headers, bytes } = await hospital('GET', `/api/v1/dossiers/${code}/receipt`);
      assert.equal(status, 200);
      assert.equal(headers.get('content-type'), 'application/pdf');
      assert.equal(bytes.toString('latin1', 0, 5), '%PDF-');
    });
  });

  describe('the result', () => {
    test('is downloaded by its agency, and the check of papers finds it valid and registered', async () => {
      const { db, clock } = program.env;
      const deps = program.env.get(casesService);
      const dossier = (await findDossierByCode(db, code)) ?? assert.fail();
      const chairman = await chairmanOf(db);
      const officer = await officialOf(db, 'hotich.bacha');
      const as = ({ id, post }: { id: string; post: string }) => ({
        accountId: id,
        postId: post,
        agencyId: bacHa.agencyId,
        at: clock.now(),
      });
      for (let i = 0; i < 6; i++) {
        const task = (await openTasks(db, dossier.id))[0];
        if (!task) break;
        if (task.permission === 'dossier.sign') {
          await issueResult(
            db,
            deps,
            {
              dossierId: dossier.id,
              taskId: task.id,
              signerName: 'Vàng Seo Páo',
              // The same child was reported twice above.
              whyDespite: 'Hai lần báo cùng một trẻ, đã đối chiếu',
            },
            as(chairman),
          );
          break;
        }
        const step = {
          dossierId: dossier.id,
          taskId: task.id,
          outcome: task.elementId === 'receive' ? 'forward' : 'propose',
        };
        await db.tx(tx => completeStep(tx, deps, step, as(officer)));
      }
      const { data } = await hospital('GET', `/api/v1/dossiers/${code}`);
      assert.equal(data.nationalStatus, 10, 'an electronic result is returned as it is issued');
      const [result] = data.results as Array<{ href: string; sha256: string }>;
      assert.ok(result, 'there is a result');
      const paper = await hospital('GET', result.href);
      assert.equal(paper.headers.get('content-type'), 'application/pdf');
      const checked = await ward('POST', '/api/v1/verify', {
        file: { name: 'khai-sinh.pdf', bytes: paper.bytes },
      });
      assert.deepEqual([checked.data.verdict, checked.data.holds], ['valid', true]);
      assert.equal(checked.data.sha256, result.sha256);
      assert.equal((checked.data.registered as { status: string }).status, 'valid');
      const changed = Buffer.concat([paper.bytes, Buffer.from('\n% thêm\n')]);
      const again = await ward('POST', '/api/v1/verify', { file: { name: 'khai-sinh.pdf', bytes: changed } });
      assert.notEqual(again.data.verdict, 'valid');
      assert.equal(again.data.holds, false);
      assert.equal(again.data.registered, null);
    });

    test('corrected it counts from the first; revoked it is said to be no more', async () => {
      const { db, clock } = program.env;
      const deps = program.env.get(casesService);
      const dossier = (await findDossierByCode(db, code)) ?? assert.fail();
      const said = async () => {
        const { data } = await hospital('GET', `/api/v1/dossiers/${code}`);
        return {
          words: data.statusText,
          results: data.results as Array<Record<'id' | 'issuedAt' | 'firstIssuedAt' | 'href', string>>,
        };
      };
      const before = await said();
      const [first] = before.results;
      assert.equal(first?.firstIssuedAt, first?.issuedAt);
      const { bytes: old } = await hospital('GET', String(first?.href));
      const { id, post } = await chairmanOf(db);
      const actor = { accountId: id, postId: post, agencyId: bacHa.agencyId, at: clock.now() };
      const child = { ...(dossier.data.child as object), name: 'Giàng A Phừ' };
      const act = { id: newId(), dossierId: dossier.id, reason: 'Ghi sai dấu', signerName: 'Vàng Seo Páo' };
      const wish = { ...act, resultId: first?.id ?? '', kind: 'correction' } as const;
      const { act: done } = await renewResult(
        db,
        deps,
        { ...wish, data: { ...dossier.data, child } as FormData },
        actor,
      );
      const { results } = await said();
      const second = results.find(r => r.id === done.newResultId) ?? assert.fail();
      assert.equal(second.firstIssuedAt, first?.issuedAt);
      assert.ok(second.issuedAt > second.firstIssuedAt);
      const isGood = async (file: Uint8Array) => {
        const { data } = await ward('POST', '/api/v1/verify', {
          file: { name: 'khai-sinh.pdf', bytes: file },
        });
        return [data.verdict, data.holds];
      };
      const { bytes } = await hospital('GET', second.href);
      assert.deepEqual(await isGood(bytes), ['valid', true]);
      assert.deepEqual(await isGood(old), ['valid', false], 'a paper that was replaced');
      const checked = await ward('POST', '/api/v1/verify', { file: { name: 'khai-sinh.pdf', bytes } });
      assert.equal((checked.data.registered as typeof second).firstIssuedAt, first?.issuedAt);
      const order = { ...act, id: newId(), resultId: second.id, kind: 'revocation' } as const;
      await revokeResult(db, deps, { ...order, basis: 'Luật Hộ tịch số 60/2014/QH13' }, actor);
      assert.notEqual((await said()).words, before.words);
      assert.deepEqual(await isGood(bytes), ['valid', false], 'a paper that was revoked');
    });

    test('a paper of somebody else is told from it', async () => {
      const { data } = await ward('POST', '/api/v1/verify', { file: { name: 'a.pdf', bytes: pdf() } });
      assert.equal(data.verdict, 'no-signature');
      const reader = await caller(program, await tokenFor(program, laoCai.agencyId, ['dossiers.read']));
      const refused = await reader('POST', '/api/v1/verify', { file: { name: 'a.pdf', bytes: pdf() } });
      assert.equal(refused.data.code, 'SCOPE_MISSING');
    });
  });

  describe('the ledger', () => {
    test('gives its newest head, and a proof of an entry that holds without asking again', async () => {
      await sealed();
      const head = await hospital('GET', '/api/v1/ledger/head');
      assert.equal(head.status, 200);
      const { data } = await hospital('GET', `/api/v1/dossiers/${code}`);
      const entry = (data.history as Array<{ entry: string; position: number }>)[0] ?? assert.fail();
      const proof = await hospital('GET', `/api/v1/ledger/entries/${entry.entry}/proof`);
      assert.equal(proof.status, 200);
      assert.equal(proof.data.log, head.data.log);
      assert.deepEqual(proof.data.personal, {}, 'no personal data, no salts');
      const checked = verifyProof(proof.data as unknown as Proof, String(head.data.log));
      assert.deepEqual([checked.ok, checked.problems], [true, []]);
      const hidden = await ward('GET', `/api/v1/ledger/entries/${entry.entry}/proof`);
      assert.equal(hidden.status, 404);
    });

    test('is for those with its scope; what is no id is told so', async () => {
      const reader = await caller(program, await tokenFor(program, bacHa.agencyId, ['dossiers.read']));
      assert.equal((await reader('GET', '/api/v1/ledger/head')).data.code, 'SCOPE_MISSING');
      assert.equal((await hospital('GET', '/api/v1/ledger/entries/1/proof')).status, 400);
    });
  });
});
