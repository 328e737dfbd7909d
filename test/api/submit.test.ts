import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { findDossierByCode, storyOf } from '#engines/cases';
import { ledgerService } from '#platform/ledger';
import { startProgram, type TestProgram } from '#test/program';
import { pdf } from '../../src/engines/files/testing/samples.ts';
import { birth, type Call, caller, communeOf, tokenFor } from './support.ts';

describe('api: submit', () => {
  let program: TestProgram;
  let bacHa: { code: string; agencyId: string };
  let laoCai: { code: string; agencyId: string };
  let call: Call;
  before(async () => {
    program = await startProgram();
    bacHa = await communeOf(program, 'Ủy ban nhân dân xã Bắc Hà');
    laoCai = await communeOf(program, 'Ủy ban nhân dân phường Lào Cai');
    call = await caller(program, await tokenFor(program, bacHa.agencyId));
  });
  after(() => program?.stop());

  const notice = async (by: Call = call): Promise<string> => {
    const sent = await by('POST', '/api/v1/files', { file: { name: 'Giấy chứng sinh.pdf', bytes: pdf() } });
    assert.equal(sent.status, 201);
    assert.equal(sent.data.mediaType, 'application/pdf');
    assert.equal(sent.data.name, 'Giấy chứng sinh.pdf');
    return String(sent.data.id);
  };
  const submit = (key: string, body: unknown, by: Call = call) =>
    by('POST', '/api/v1/dossiers', { body, headers: { 'idempotency-key': key } });

  const dossiers = async () =>
    (await program.env.db.one<{ n: number }>('SELECT count(*) AS n FROM cases.dossier')).n;

  describe('a hospital reports a birth', () => {
    test('it finds the procedure, checks its data, sends the paper and submits: the dossier is received', async () => {
      const found = await call('GET', '/api/v1/procedures?q=dang+ky+khai+sinh&limit=5');
      assert.ok((found.data.procedures as Array<{ code: string }>).some(p => p.code === '1.001193'));
      const procedure = await call('GET', '/api/v1/procedures/1.001193');
      assert.equal(procedure.data.acceptsApplications, true);
      const body = birth(bacHa.code, await notice());
      // As programs join family and given names.
      body.data.mother.name = ' Giàng  Thị   Mỷ';
      const checked = await call('POST', '/api/v1/procedures/1.001193/validate', {
        body: { data: body.data },
      });
      assert.deepEqual(checked.data, { valid: true, problems: [] });
      const { status, data } = await submit('benh-vien-0001', body);
      assert.equal(status, 201, JSON.stringify(data));
      assert.equal(data.status, 'received');
      assert.equal(data.nationalStatus, 2);
      const row = await program.env.db.one<{
        channel: string;
        phone: string;
        papers: number;
        mother: string;
      }>(
        `SELECT channel, phone, data->'mother'->>'name' AS mother, (SELECT count(*) FROM cases.paper p WHERE p.dossier_id = d.id) AS papers
         FROM cases.dossier d WHERE code = $1`,
        [data.code],
      );
      const dossier = (await findDossierByCode(program.env.db, String(data.code))) ?? assert.fail();
      const { db, clock } = program.env;
      const story = await storyOf(db, program.env.get(ledgerService), dossier, clock.now());
      const first = story.happenings.find(h => h.kind === 'submitted');
      assert.equal(first?.who, 'Phần mềm bệnh viện', 'the clerk sees which program handed it in');
      assert.equal(row.channel, 'api');
      assert.equal(row.mother, 'Giàng Thị Mỷ');
      assert.equal(row.papers, 1);
    });

    test('sent twice it is received once; the same key with another content is refused', async () => {
      const body = birth(bacHa.code, await notice());
      const before = await dossiers();
      const [one, two] = await Promise.all([submit('benh-vien-0002', body), submit('benh-vien-0002', body)]);
      const three = await submit('benh-vien-0002', body);
      assert.deepEqual([one.status, two.status, three.status], [201, 201, 201]);
      assert.deepEqual(one.data, two.data);
      assert.equal(JSON.stringify(one.data), JSON.stringify(three.data), 'byte for byte');
      assert.equal(JSON.stringify(two.data), JSON.stringify(three.data));
      assert.equal(three.headers.get('idempotency-replayed'), 'true');
      assert.equal(await dossiers(), before + 1);
      const other = await submit('benh-vien-0002', { ...body, applicant: { name: 'Người khác' } });
      assert.equal(other.status, 422);
      assert.equal(other.data.code, 'KEY_REUSED');
      assert.match(String(other.data.todo), /Idempotency-Key/, 'in the words of programs');
      assert.equal(await dossiers(), before + 1);
    });

    test('more programs than there are connections to the database submit at once: each is served', async () => {
      const before = await dossiers();
      const count = program.env.config.DATABASE_POOL + 4;
      const bodies: unknown[] = [];
      for (let i = 0; i < count; i++) bodies.push(birth(bacHa.code, await notice()));
      const answers = await Promise.all(bodies.map((body, i) => submit(`benh-vien-cung-luc-${i}`, body)));
      assert.deepEqual(
        answers.map(a => a.status),
        Array(count).fill(201),
      );
      assert.equal(await dossiers(), before + count);
    });

    test('another program may use the same key for a dossier of its own', async () => {
      const body = birth(bacHa.code, await notice());
      const mine = await submit('benh-vien-0003', body);
      const other = await caller(program, await tokenFor(program, bacHa.agencyId));
      const its = await submit('benh-vien-0003', birth(bacHa.code, await notice(other)), other);
      assert.equal(its.status, 201);
      assert.notEqual(its.data.code, mine.data.code);
    });
  });

  describe('what is not as it should be', () => {
    test('without a key, with an unknown field, with broken JSON: 400 with the places', async () => {
      const body = birth(bacHa.code, await notice());
      const keyless = await call('POST', '/api/v1/dossiers', { body });
      assert.equal(keyless.status, 400);
      assert.equal(keyless.data.code, 'BAD_REQUEST');
      assert.deepEqual(
        (keyless.data.details as Array<{ in: string; at: string }>).map(d => [d.in, d.at]),
        [['header', '/idempotency-key']],
      );
      const more = await submit('benh-vien-0004', { ...body, note: 'x', procedure: 1 });
      assert.equal(more.status, 400);
      const at = (more.data.details as Array<{ at: string }>).map(d => d.at).sort();
      assert.deepEqual(at, ['/note', '/procedure']);
      const torn = await fetch(`${program.url}/api/v1/dossiers`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${await tokenFor(program, bacHa.agencyId)}`,
          'idempotency-key': 'benh-vien-0005',
          'content-type': 'application/json',
        },
        body: '{"procedure":',
      });
      assert.equal(torn.status, 400);
      const told = (await torn.json()) as { code: string; todo: string; details: unknown };
      assert.equal(told.code, 'BAD_REQUEST');
      assert.deepEqual(told.details, [
        { in: 'body', at: '', rule: 'json', expected: { format: 'RFC 8259' } },
      ]);
      assert.doesNotMatch(told.todo, /Tải lại trang/, 'a program has no page');
    });

    test('a procedure that does not exist is another thing than one that is closed', async () => {
      const body = { ...birth(bacHa.code, await notice()), procedure: '9.999999' };
      const { status, data } = await submit('benh-vien-0015', body);
      assert.deepEqual([status, data.code], [404, 'PROCEDURE_NOT_FOUND']);
      assert.equal((await call('GET', '/api/v1/procedures/9.999999')).status, 404);
    });

    test('data that does not fit the form: 422 with what to correct, and nothing is received', async () => {
      const before = await dossiers();
      const body = birth(bacHa.code, await notice());
      body.data.child.birthDate = '2026-02-31';
      body.data.child.name = '';
      body.applicant.phone = '12';
      const { status, data } = await submit('benh-vien-0006', body);
      assert.equal(status, 422);
      assert.equal(data.code, 'FORM_INCOMPLETE');
      assert.match(String(data.todo), /details/, 'a program has no parts of a page to open');
      const paths = (data.details as Array<{ path: string; message: string }>).map(d => d.path);
      for (const path of ['applicant.phone', 'child.birthDate', 'child.name'])
        assert.ok(paths.includes(path), path);
      assert.equal(await dossiers(), before);
      body.data.child.birthDate = '2026-11-11';
      body.data.child.name = 'Giàng Minh Khôi';
      body.applicant.phone = '0912345678';
      assert.equal(
        (await submit('benh-vien-0006', body)).status,
        201,
        'the key of a refused submission is free',
      );
    });

    test('a value of another type: what the field takes is named, and what was sent', async () => {
      const body = birth(bacHa.code, await notice());
      const { data } = await call('POST', '/api/v1/procedures/1.001193/validate', {
        body: { data: { ...body.data, father: { declared: 'no' }, child: { ...body.data.child, sex: 'x' } } },
      });
      const problems = data.problems as Array<Record<string, unknown>>;
      assert.deepEqual(
        problems.find(p => p.path === 'father.declared'),
        {
          path: 'father.declared',
          message:
            'Ô này nhận true hoặc false (boolean), đang gửi một chuỗi (string). Sửa kiểu dữ liệu rồi gửi lại.',
          expected: 'boolean',
        },
      );
      assert.ok(Array.isArray(problems.find(p => p.path === 'child.sex')?.allowed), JSON.stringify(problems));
    });

    test('a file that another program sent does not exist for this one', async () => {
      const other = await caller(program, await tokenFor(program, laoCai.agencyId));
      const { status, data } = await submit('benh-vien-0007', birth(bacHa.code, await notice(other)));
      assert.equal(status, 422);
      assert.deepEqual(
        (data.details as Array<{ path: string }>).map(d => d.path),
        ['papers.birthNotice'],
      );
    });

    test('a file that is a program, and a request without a file, are refused in the one shape of errors', async () => {
      const program = await call('POST', '/api/v1/files', {
        file: { name: 'a.pdf', bytes: Buffer.from('MZ'.padEnd(80)) },
      });
      assert.equal(program.status, 422);
      assert.equal(program.data.code, 'FILE_TYPE_UNKNOWN');
      const none = await call('POST', '/api/v1/files', { body: {} });
      assert.equal(none.status, 400);
      assert.deepEqual(
        (none.data.details as Array<{ at: string }>).map(d => d.at),
        ['/file'],
      );
    });
  });

  describe('who may not', () => {
    test('is told so: no token, a wrong one, one without the scope, one that is over', async () => {
      const nobody = await caller(program);
      const anonymous = await nobody('POST', '/api/v1/dossiers', { body: {} });
      assert.equal(anonymous.status, 401, 'before the body is looked at');
      assert.equal(anonymous.headers.get('www-authenticate'), 'Bearer');
      const guessed = await caller(program, 'fsp_guessed');
      assert.equal((await guessed('GET', '/api/v1/procedures')).data.code, 'TOKEN_NEEDED');
      const reader = await caller(program, await tokenFor(program, bacHa.agencyId, ['procedures.read']));
      const refused = await reader('POST', '/api/v1/dossiers', { body: {} });
      assert.equal(refused.status, 403);
      assert.equal(refused.data.code, 'SCOPE_MISSING');
      assert.deepEqual(refused.data.details, { scope: 'dossiers.submit' });
      const token = await tokenFor(program, bacHa.agencyId);
      await program.env.db.run(
        'UPDATE identity.api_token SET revoked_at = now() WHERE revoked_at IS NULL AND id IN (SELECT max(id::text)::uuid FROM identity.api_token)',
      );
      const over = await caller(program, token);
      assert.equal((await over('GET', '/api/v1/procedures')).status, 401);
    });

    test('a token opens no page of officials, and another site is given nothing', async () => {
      const token = await tokenFor(program, bacHa.agencyId);
      const page = await fetch(`${program.url}/can-bo`, {
        headers: { authorization: `Bearer ${token}` },
        redirect: 'manual',
      });
      assert.equal(page.status, 403);
      const cross = await fetch(`${program.url}/api/v1/procedures`, {
        headers: { origin: 'https://evil.example' },
      });
      assert.equal(cross.headers.get('access-control-allow-origin'), null);
    });
  });
});
