import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type FormData, standardForm } from '#engines/forms';
import type { Paper } from '#engines/procedures';

import type { Translate } from '#platform/i18n';
import { papersAsked, papersOnDesk, readCount } from './papers.ts';
import { readTracking, trackingFault } from './tracking.ts';

const paper = (id: string, more: Partial<Paper> = {}): Paper => ({
  id,
  name: `Giấy ${id}`,
  original: null,
  copy: null,
  alreadyHeld: false,
  optional: false,
  ...more,
});

const version = {
  papers: [
    paper('form', { original: 1 }),
    paper('proof', { copy: 2 }),
    paper('letter', { optional: true }),
    paper('card', { alreadyHeld: true }),
  ],
};
const form = standardForm({
  papers: version.papers
    .filter(p => !p.alreadyHeld)
    .map(p => ({ id: p.id, name: p.name, required: !p.optional })),
});
const asked = papersAsked(form, {}, version);
const typed = (originals = '', copies = '', held = false) => ({ originals, copies, held });

describe('cases: papers on the desk', () => {
  test('are those of the procedure, with the field that takes the scan', () => {
    assert.deepEqual(
      asked.map(p => [p.key, p.path, p.required]),
      [
        ['form', 'papers.form', true],
        ['proof', 'papers.proof', true],
        ['letter', 'papers.letter', false],
        ['card', null, false],
      ],
    );
  });

  test('are found in a form that staff have made by what its field says it takes', () => {
    const own = {
      ...form,
      pages: [{ id: 'a', title: { vi: 'A' }, fields: ['donDeNghi'] }],
      fields: { donDeNghi: { label: { vi: 'Đơn (bản chụp)' }, class: 'none' as const, paper: 'form' } },
      schema: {
        type: 'object',
        required: ['donDeNghi'],
        properties: { donDeNghi: { type: 'array', items: { type: 'object' } } },
      },
    };
    const found = papersAsked(own, {}, version);
    assert.deepEqual(found.find(p => p.key === 'form')?.path, 'donDeNghi');
    assert.equal(found.length, version.papers.length, 'the same paper is not asked for twice');
  });

  test('that the answers ask for are required by their condition; what only the form asks for is listed before where every one is wanted', () => {
    const file = { type: 'array', items: { type: 'object' } };
    const showIf = { field: 'married', equals: 'divorced' };
    const own = {
      ...form,
      pages: [{ id: 'a', title: { vi: 'A' }, fields: ['married', 'judgment', 'photo'] }],
      fields: {
        married: { label: { vi: 'Hôn nhân' }, class: 'none' as const },
        judgment: { label: { vi: 'Bản án' }, class: 'none' as const, paper: 'letter', showIf },
        photo: { label: { vi: 'Ảnh' }, class: 'none' as const, showIf },
      },
      schema: {
        type: 'object',
        required: ['judgment', 'photo'],
        properties: { married: { type: 'string' }, judgment: file, photo: file },
      },
    };
    const facts = (data: FormData, every = false) =>
      papersAsked(own, data, version, { every })
        .filter(p => ['letter', 'photo'].includes(p.key))
        .map(p => [p.key, p.required, p.when, p.path]);
    assert.deepEqual(facts({ married: 'never' }), [['letter', false, showIf, null]]);
    assert.deepEqual(facts({}, true), [
      ['letter', false, showIf, null],
      ['photo', false, showIf, 'photo'],
    ]);
    for (const every of [false, true])
      assert.deepEqual(facts({ married: 'divorced' }, every), [
        ['letter', true, null, 'judgment'],
        ['photo', true, null, 'photo'],
      ]);
  });

  test('are asked for each item of a repeating group, and say of which', () => {
    const file = { type: 'array', items: { type: 'object' } };
    const fair = {
      ...form,
      pages: [{ id: 'a', title: { vi: 'A' }, group: 'stalls', fields: ['stalls.name', 'stalls.photo'] }],
      groups: { stalls: { label: { vi: 'Gian hàng' } } },
      fields: {
        'stalls.name': { label: { vi: 'Tên' }, class: 'none' as const },
        'stalls.photo': { label: { vi: 'Ảnh gian hàng' }, class: 'none' as const },
      },
      schema: {
        type: 'object',
        properties: {
          stalls: {
            type: 'array',
            items: {
              type: 'object',
              required: ['photo'],
              properties: { name: { type: 'string' }, photo: file },
            },
          },
        },
      },
    };
    const found = papersAsked(fair, { stalls: [{ name: 'Thổ cẩm' }, { name: 'Rượu ngô' }] }, { papers: [] });
    assert.deepEqual(
      found.map(p => [p.key, p.name, p.required]),
      [
        ['stalls.0.photo', 'Ảnh gian hàng (gian hàng 1)', true],
        ['stalls.1.photo', 'Ảnh gian hàng (gian hàng 2)', true],
      ],
    );
    const own = { 'stalls.photo': { ...fair.fields['stalls.photo'], paper: 'letter' } };
    const given = papersAsked(
      { ...fair, fields: { ...fair.fields, ...own } },
      { stalls: [{ name: 'Thổ cẩm' }] },
      { papers: [paper('letter', { copy: 1 })] },
    );
    assert.deepEqual(
      given.map(p => [p.key, p.copy]),
      [['stalls.0.photo', 1]],
      'a paper of the procedure that comes with each item is not asked for beside',
    );
  });

  test('count as they were typed; of none nothing is said', () => {
    assert.deepEqual(
      papersOnDesk(asked, { papers: { form: typed('1', '2'), proof: typed(), card: typed('', '', true) } }),
      [
        { paper: 'form', name: 'Giấy form', originals: 1, copies: 2, held: false },
        { paper: 'card', name: 'Giấy card', originals: 0, copies: 0, held: true },
      ],
    );
  });

  test('are as many as the procedure asks for when the clerk says that all are there; what he typed counts first', () => {
    assert.deepEqual(
      papersOnDesk(asked, { complete: true, papers: { proof: typed('', '3') } }).map(p => [
        p.paper,
        p.originals,
        p.copies,
      ]),
      [
        ['form', 1, 0],
        ['proof', 0, 3],
      ],
    );
  });

  test('are not both handed in and held', () => {
    const [one] = papersOnDesk(asked, { papers: { form: typed('1', '', true) } });
    assert.deepEqual([one?.originals, one?.held], [1, false]);
  });

  test('a count is a number up to 99', () => {
    assert.deepEqual(['', ' ', '0', '7', ' 12 ', '99', '100', '-1', '1.5', 'x', undefined].map(readCount), [
      0,
      0,
      0,
      7,
      12,
      99,
      undefined,
      undefined,
      undefined,
      undefined,
      0,
    ]);
  });

  test('a tracking number is read as scanners and people write it', () => {
    for (const said of ['EB123456785VN', 'eb 123 456 785 vn', 'EB-123.456.785-VN', '\u2007EB123456785VN'])
      assert.equal(readTracking(said), 'EB123456785VN', said);
    for (const said of ['', '12345', 'SAI123', 'SAI12345', 'EB123456785VN!', 'Ê'.repeat(8), 'A'.repeat(31)])
      assert.equal(readTracking(said), undefined, said);
  });

  test('a slip of typing in a number of the postal union is seen; numbers of other operators are taken as they are', () => {
    const right = 'EB123456785VN';
    const slips = Array.from({ length: 9 * 9 }, (_, i) => {
      const at = 2 + Math.floor(i / 9);
      return `${right.slice(0, at)}${(Number(right[at]) + 1 + (i % 9)) % 10}${right.slice(at + 1)}`;
    });
    // The union's rule gives 5 for two rests of eleven: a few slips lead from one to the other.
    const unseen = slips.filter(slip => readTracking(slip) === slip);
    assert.ok(unseen.length <= 8 && unseen.every(slip => slip.endsWith('5VN')), unseen.join());
    for (const swapped of ['EB213456785VN', 'EB132456785VN', 'EB123456875VN'])
      assert.equal(readTracking(swapped), undefined, swapped);
    const said = ((key: string) => key) as Translate;
    assert.equal(trackingFault(said, 'EB213456785VN'), 'cases.desk.tracking-digit');
    assert.equal(trackingFault(said, 'x'), 'cases.desk.tracking');
    for (const said of ['GHTK123456789', 'S2193847566', 'RR473124829VN', '840012345678'])
      assert.equal(readTracking(said), said);
  });
});
