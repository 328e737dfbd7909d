import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { organisation } from '#engines/organisation';
import { newId, type Tx } from '#platform/db';
import { bareWords } from '#test/bare-words';
import { type TestDatabase, testDatabase } from '#test/database';
import { booksDense, findBrokenBooks, listBooks } from './books.ts';
import { dossierCode, readDossierCode, readShortCode } from './dossier-code.ts';
import { giveNumbers } from './give-numbers.ts';
import { numbering } from './module.ts';
import { dayOf, nextNumber, yearOf } from './next-number.ts';

describe('numbering: numbering', () => {
  let t: TestDatabase;
  const [bacHa, saPa] = [newId(), newId()];
  before(async () => {
    t = await testDatabase([organisation, numbering]);
    for (const id of [bacHa, saPa])
      await t.owner.run('INSERT INTO organisation.agency (id) VALUES ($1)', [id]);
  });
  after(() => t.drop());

  const at = (text: string) => new Date(`${text}:00+07:00`);
  const received = { agencyId: bacHa, agencyCode: '000.32.35.H38', receivedAt: at('2026-11-13T08:05') };
  const one = (agencyId: string, kind: string, period = '2026') =>
    t.db.tx(tx => nextNumber(tx, { agencyId, kind, period }));
  const dense = (numbers: number[], from = 1) =>
    assert.deepEqual(
      [...numbers].sort((a, b) => a - b),
      Array.from({ length: numbers.length }, (_, i) => from + i),
    );

  test('the seventh dossier of a day is number 0007; the next day begins anew', async () => {
    const codes: string[] = [];
    for (let i = 0; i < 7; i++) codes.push(await t.db.tx(tx => dossierCode(tx, received)));
    assert.equal(codes[0], '000.32.35.H38-261113-0001');
    assert.equal(codes[6], '000.32.35.H38-261113-0007');
    const midnight = { ...received, receivedAt: at('2026-11-14T00:00') };
    assert.equal(await t.db.tx(tx => dossierCode(tx, midnight)), '000.32.35.H38-261114-0001');
  });

  test('a successor that prints the same code goes on in the same run', async () => {
    const receivedAt = at('2026-11-16T09:00');
    const codes = await t.db.tx(async tx => [
      await dossierCode(tx, { ...received, receivedAt }),
      await dossierCode(tx, { ...received, receivedAt, agencyId: saPa }),
    ]);
    assert.deepEqual(codes, ['000.32.35.H38-261116-0001', '000.32.35.H38-261116-0002']);
  });

  test('each agency, kind and year has a run of its own', async () => {
    assert.equal(await one(bacHa, 'birth-certificate'), 1);
    assert.equal(await one(bacHa, 'birth-certificate'), 2);
    assert.equal(await one(saPa, 'birth-certificate'), 1);
    assert.equal(await one(bacHa, 'supplement-slip'), 1);
    assert.equal(await one(bacHa, 'birth-certificate', '2027'), 1);
    assert.deepEqual(
      (await listBooks(t.db, bacHa, 'birth-certificate')).map(b => [b.period, b.last]),
      [
        ['2027', 1],
        ['2026', 2],
      ],
    );
  });

  test('a period is the local year or day', () => {
    assert.equal(yearOf(new Date('2026-12-31T17:30:00Z')), '2027');
    assert.equal(dayOf(new Date('2026-11-13T17:30:00Z')), '2026-11-14');
  });

  test('two hundred clerks at once get two hundred numbers, one each, without a gap', async () => {
    dense(await Promise.all(Array.from({ length: 200 }, () => one(bacHa, 'race'))));
  });

  test('clerks who fail leave no gap for the others', async () => {
    const given: number[] = [];
    const clerk = (i: number) =>
      t.db.tx(async tx => {
        const n = await nextNumber(tx, { agencyId: bacHa, kind: 'failing', period: '2026' });
        if (i % 3 === 0) throw new Error('the printer is out of paper');
        given.push(n);
      });
    const ends = await Promise.allSettled(Array.from({ length: 120 }, (_, i) => clerk(i)));
    assert.equal(ends.filter(e => e.status === 'rejected').length, 40);
    dense(given);
    assert.equal(await one(bacHa, 'failing'), 81);
  });

  test('a number given and undone within a transaction is given again', async () => {
    const numbers = await t.db.tx(async tx => {
      const next = () => nextNumber(tx, { agencyId: bacHa, kind: 'savepoint', period: '2026' });
      const first = await next();
      const failed = tx.savepoint(async () => {
        await next();
        throw new Error('not this one');
      });
      await assert.rejects(failed);
      return [first, await next()];
    });
    assert.deepEqual(numbers, [1, 2]);
  });

  test('many numbers at once go on where the last one ended, and leave no gap', async () => {
    const book = { agencyId: bacHa, kind: 'many', period: '2026' };
    assert.equal(await one(bacHa, 'many'), 1);
    const give = async (count: number) =>
      (await t.db.tx(tx => giveNumbers(tx, [{ id: newId(), ...book, series: bacHa, count }])))[0];
    assert.deepEqual([await give(500), await one(bacHa, 'many'), await give(3)], [501, 502, 505]);
    await assert.rejects(give(0), { code: 'NUMBER_KIND_WRONG' });
    assert.equal((await booksDense.run({ db: t.db } as never, bareWords)).state, 'ok');
    // Whoever only says that he gives many is held to one by one all the same.
    const forged = t.db.tx(async tx => {
      await tx.query("SET LOCAL numbering.giving = 'many'");
      await tx.run("UPDATE numbering.book SET last = last + 7 WHERE kind = 'many'");
    });
    await assert.rejects(forged, { constraint: 'book_dense' });
  });

  // Ten thousand by hand would take long: the book is led to the brink by its owner, numbers and all.
  async function fill(series: string, period: string, last: number) {
    const id = newId();
    await t.owner.tx(async tx => {
      await tx.run(`INSERT INTO numbering.book VALUES ($1, $2, $3, 'dossier', $4, 1)`, [
        id,
        bacHa,
        series,
        period,
      ]);
      await tx.query('ALTER TABLE numbering.book DISABLE TRIGGER book_dense');
      await tx.run('UPDATE numbering.book SET last = $2 WHERE id = $1', [id, last]);
      await tx.query('ALTER TABLE numbering.book ENABLE TRIGGER book_dense');
      await tx.run(
        'INSERT INTO numbering.number (book_id, n) SELECT $1, g FROM generate_series(1, $2::integer) g',
        [id, last],
      );
    });
    return id;
  }

  test('after dossier 9999 of a day comes 10000, never a double', async () => {
    await fill('H38.60.01', '2026-11-17', 9_998);
    const next = () =>
      t.db.tx(tx =>
        dossierCode(tx, { agencyId: bacHa, agencyCode: 'H38.60.01', receivedAt: at('2026-11-17T10:00') }),
      );
    assert.deepEqual(await Promise.all([next(), next(), next()]).then(codes => codes.sort()), [
      'H38.60.01-261117-10000',
      'H38.60.01-261117-10001',
      'H38.60.01-261117-9999',
    ]);
  });

  test('the database itself refuses a second time the same number, a step back and a step over', async () => {
    const id = await fill('H38.60.02', '2026-11-17', 3);
    const again = t.owner.run('INSERT INTO numbering.number (book_id, n) VALUES ($1, 3)', [id]);
    await assert.rejects(again, { code: '23505', constraint: 'number_once' });
    for (const last of [1, 3, 5]) {
      const moved = t.owner.run('UPDATE numbering.book SET last = $2 WHERE id = $1', [id, last]);
      await assert.rejects(moved, { constraint: 'book_dense' });
    }
    const forbidden = [
      'DELETE FROM numbering.number WHERE n = 3',
      'UPDATE numbering.number SET n = 4 WHERE n = 3',
      'DELETE FROM numbering.book',
    ];
    for (const sql of forbidden) await assert.rejects(t.db.query(sql), { code: '42501' });
  });

  test('a book set back behind the program’s back gives no number twice, and the doctor names it', async () => {
    const id = await fill('H38.60.03', '2026-11-17', 3);
    assert.equal((await booksDense.run({ db: t.db } as never, bareWords)).state, 'ok');
    await t.owner.query('ALTER TABLE numbering.book DISABLE TRIGGER book_dense');
    await t.owner.run('UPDATE numbering.book SET last = 1 WHERE id = $1', [id]);
    await t.owner.query('ALTER TABLE numbering.book ENABLE TRIGGER book_dense');
    const code = (tx: Tx) =>
      dossierCode(tx, { agencyId: bacHa, agencyCode: 'H38.60.03', receivedAt: at('2026-11-17T10:00') });
    await assert.rejects(t.db.tx(code), { constraint: 'number_once' });
    assert.deepEqual(
      (await findBrokenBooks(t.db)).map(b => b.series),
      ['H38.60.03'],
    );
    assert.equal((await booksDense.run({ db: t.db } as never, bareWords)).state, 'bad');
  });

  test('what cannot be numbered is refused', async () => {
    await assert.rejects(one(bacHa, 'Birth Certificate'), { code: 'NUMBER_KIND_WRONG' });
    await assert.rejects(one(bacHa, 'slip', '11/2026'), { code: 'NUMBER_KIND_WRONG' });
    await assert.rejects(one(newId(), 'slip'), { code: '23503' });
    await assert.rejects(
      t.db.tx(tx => dossierCode(tx, { ...received, agencyCode: 'h38 x' })),
      { code: 'AGENCY_CODE_WRONG' },
    );
  });
});

test('a dossier’s code is read however it was typed, and what is none is not taken for one', () => {
  const code = '001.18.60.H38-261128-0001';
  for (const typed of [
    code,
    '001 18 60 h38 261128 0001',
    ' 001.18.60.h38 – 261128 – 0001 ',
    '0011860H382611280001',
    '001.18.60.H38-2611280001',
    '001，18，60，Ｈ38 261128 0001',
  ])
    assert.equal(readDossierCode(typed), code, typed);
  assert.equal(readDossierCode('h38.12.3 261128 10001'), 'H38.12.3-261128-10001');
  for (const typed of [
    '',
    'zzz',
    '261128-0001',
    'H38-2611-0001',
    'H38-261128-1',
    `${code}😀`,
    '0'.repeat(200),
  ])
    assert.equal(readDossierCode(typed), undefined, typed);
});

test('the end of a code, as people remember it, is read; what may be a telephone number, or has no day, is not', () => {
  for (const typed of ['261127-0003', ' 261127 0003', '261127.0003', '261127 – 0003'])
    assert.deepEqual(readShortCode(typed), { day: '2026-11-27', run: '261127-0003' }, typed);
  for (const typed of ['2611270003', '261327-0003', '260230-0001', '261127-3', 'H38-261127-0003', ''])
    assert.equal(readShortCode(typed), undefined, typed);
});
