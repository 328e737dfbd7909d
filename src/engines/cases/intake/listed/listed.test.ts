import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findProcedureInForce } from '#engines/procedures';
import { localDate } from '#platform/clock';
import type { Ctx, Visitor } from '#platform/http';
import { findDossier, LISTED_PERSON, readList, receiveList } from '../../index.ts';
import { loadProcedure } from '../../process/load.ts';
import { CARD, type CasesFixture } from '../../testing/fixture.ts';
import { type People, withLibrary } from '../../testing/people.ts';
import { publishNext } from '../../testing/versions.ts';

const HEAD =
  'STT;Người nộp: Họ và tên *;Người nộp: Số định danh cá nhân;Người nộp: Ngày sinh;Họ và tên;Số điện thoại;Xã, phường;Cách nhận thẻ;Đã nhận đủ giấy tờ bắt buộc';
const GOOD = '1;Giàng Thị Mỷ;010191004172;04/03/1991;Giàng A Phử;0912 345 678;99001;Tại quầy;Có';

describe('cases: a list is received', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });

  const ctx = (who: Visitor = p.clerk): Ctx => ({ ...f.ctx, visitor: who });
  const formOf = async () => {
    const found = (await findProcedureInForce(f.db, CARD, localDate(f.clock.now()))) ?? assert.fail();
    return (await loadProcedure(f.db, { procedureVersionId: found.id })).form;
  };
  const listed = async (lines: readonly string[], head = HEAD) =>
    readList(f.ctx.t, await formOf(), Buffer.from([head, ...lines].join('\n')));
  const receive = async (lines: readonly string[], more: { who?: Visitor; tried?: boolean } = {}) =>
    receiveList(ctx(more.who), {
      procedure: CARD,
      agencyId: f.agencies.centre,
      rows: (await listed(lines)).rows,
      tried: more.tried ?? false,
    });
  const dossiers = async () =>
    (await f.db.one<{ n: number }>('SELECT count(*)::int AS n FROM cases.dossier')).n;

  test('good rows become dossiers, wrong ones are told as at the counter, and the same list receives nothing twice', async () => {
    const wrong = '2;Tráng A Páo;010191004172;31/02/1991;Lù Seo;12;99001;bay;';
    const before = await dossiers();
    const tried = await receive([GOOD, wrong], { tried: true });
    assert.deepEqual(
      tried.map(r => [r.line, r.person, r.state]),
      [
        [2, 'Giàng Thị Mỷ', 'good'],
        [3, 'Tráng A Páo', 'wrong'],
      ],
    );
    assert.equal(await dossiers(), before, 'only tried');

    const [first, second] = await receive([GOOD, wrong]);
    assert.ok(first?.state === 'received' && second?.state === 'wrong');
    const dossier = await findDossier(f.db, first.dossierId);
    assert.deepEqual(
      [dossier?.channel, dossier?.receivedBy, dossier?.applicantName, dossier?.code],
      ['counter', f.agencies.centre, 'Giàng Thị Mỷ', first.code],
    );
    assert.deepEqual(
      second.faults.map(fault => fault.path),
      [`${LISTED_PERSON}birthDate`, 'reader.phone', 'result.way'],
    );
    assert.match(second.faults[1]?.message ?? '', /ví dụ 0912 345 678/);
    const drafts = await f.db.one<{ n: number }>('SELECT count(*)::int AS n FROM cases.intake');
    assert.equal(drafts.n, 1, 'of a wrong row nothing is begun');

    // Mended, with the columns in another order and one line more above.
    const order = HEAD.split(';').reverse().join(';');
    const { rows } = await listed(['', GOOD.split(';').reverse().join(';')], order);
    const [again] = await receiveList(ctx(), {
      procedure: CARD,
      agencyId: f.agencies.centre,
      rows,
      tried: false,
    });
    assert.ok(again?.state === 'before' && again.code === first.code);
    assert.equal(await dossiers(), before + 1);
  });

  test('two clerks who send the same list at the same moment receive each row once; a row that stands twice is told', async () => {
    const row = '1;Sùng Thị Dở;;01/02/1950;Sùng Thị Dở;0912345678;99001;counter;x';
    const both = await Promise.all([receive([row, row]), receive([row])]);
    const states = both.map(rows => rows[0]?.state).sort();
    assert.deepEqual(states, ['before', 'received']);
    const twice = both[0][1];
    assert.ok(twice?.state === 'wrong' && /Giống hệt dòng 2/.test(twice.faults[0]?.message ?? ''));
  });

  test('who may not receive at the office receives nothing', async () => {
    await assert.rejects(receive([GOOD], { who: p.stranger }), { code: 'DESK_NOT_FOR_THIS' });
    await assert.rejects(receive([GOOD], { who: p.officer }), { code: 'DESK_NOT_FOR_THIS' });
  });

  test('a file that is no list of this procedure is refused by what is wrong with it', async () => {
    const refused = async (file: Promise<unknown>, why: string, headings?: string) =>
      assert.rejects(file, (error: { code?: string; params?: Record<string, unknown> }) => {
        assert.deepEqual(
          [error.code, error.params?.why, error.params?.headings],
          ['LIST_REFUSED', why, headings],
        );
        return true;
      });
    await refused(listed([GOOD], 'Tên;Tuổi'), 'no-headings');
    await refused(listed([GOOD], `${HEAD};Màu tóc`), 'unknown', '“Màu tóc”');
    await refused(listed([GOOD], `${HEAD};Xã, phường *`), 'twice', '“Xã, phường *”');
    const many = Array.from({ length: 50_000 }, (_, i) => `Cột ${i}`);
    await refused(
      listed([GOOD], `${HEAD};${'x'.repeat(1_000)};${many.join(';')}`),
      'unknown',
      `${[`“${'x'.repeat(80)}…”`, ...many.slice(0, 19).map(h => `“${h}”`)].join(', ')}, …`,
    );
    await refused(listed([]), 'empty');
    await refused(listed(Array(201).fill(GOOD)), 'too-long');
    const form = await formOf();
    for (const bytes of [
      Buffer.from('PK\u0003\u0004 no workbook'),
      Buffer.from([0xff, 0xfe, 0x41]),
      Buffer.alloc(0),
    ])
      await assert.rejects(readList(f.ctx.t, form, bytes), { code: 'LIST_REFUSED' });
  });

  test('who wants it by post has it sent to where the row says that he lives, where the form asks for it on a page of its own', async () => {
    await publishNext(f, CARD, {
      form: definition => {
        const [reader] = definition.pages;
        const ofResult = (field: string) => field.startsWith('result.');
        const asked = (reader?.fields ?? []) as string[];
        const pages = [
          { ...reader!, fields: asked.filter(field => !ofResult(field)) },
          { id: 'result', title: { vi: 'Nhận thẻ', en: 'The card' }, fields: asked.filter(ofResult) },
        ];
        return { ...definition, pages, version: definition.version + 1 };
      },
    });
    f.clock.set('2026-11-23T09:00:00+07:00');
    const [head, ...more] = HEAD.split(';Họ và tên;');
    const heading = `${head};Người nộp: Xã, phường nơi ở;Người nộp: Thôn, bản, tổ dân phố, số nhà;Họ và tên;${more}`;
    const row = (lives: string) =>
      `1;Lý Thị Mẩy;;04/03/1991;${lives};Lý Thị Mẩy;0912 345 678;99001;Qua bưu chính;Có`;
    const rows = (await listed([row('99001;Thôn Na Lo'), row(';')], heading)).rows;
    const [sent, nowhere] = await receiveList(ctx(), {
      procedure: CARD,
      agencyId: f.agencies.centre,
      rows,
      tried: false,
    });
    assert.ok(sent?.state === 'received', JSON.stringify(sent));
    const { data } = (await findDossier(f.db, sent.dossierId)) ?? assert.fail();
    assert.match(String((data.result as { address: string }).address), /^Thôn Na Lo, xã /);
    assert.ok(nowhere?.state === 'wrong');
    assert.deepEqual(
      nowhere.faults.map(fault => fault.path),
      [`${LISTED_PERSON}address`],
    );
  });
});
