import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  type Dossier,
  findDossier,
  isOpen,
  listQuestions,
  listResults,
  storyOf,
  taskKind,
} from '#engines/cases';
import type { Outcome } from '#engines/processes';
import { openTasks } from '#engines/work';
import { localDate } from '#platform/clock';
import { ledgerService } from '#platform/ledger';
import { letPass, letPassUntil, movingClock } from '#test/passing-time';
import { startProgram, type TestProgram } from '#test/program';
import { contact, forestScheme, person } from './support/applicant.ts';
import {
  answerAsked,
  answerSupplement,
  applyFor,
  askSupplement,
  communeCode,
  doStep,
  FILE,
  pay,
  type Step,
} from './support/walk.ts';

describe('procedures, where something is late or missing', () => {
  const clock = movingClock();
  let program: TestProgram;
  let place: { commune: string };
  before(async () => {
    program = await startProgram({}, clock);
    place = { commune: await communeCode(program, 'Xã Bắc Hà') };
  });
  after(() => program?.stop());

  /** What an inspection says that was made today. */
  const visit = (more: Outcome = {}): Outcome => ({
    inspected: localDate(clock.now()),
    minutes: '12/BB-KT',
    ...more,
  });

  const again = async (dossier: Dossier) => (await findDossier(program.env.db, dossier.id)) ?? assert.fail();
  /** What is to be done, and where; what is only to be read is not. */
  const steps = async (dossier: Dossier) =>
    (await openTasks(program.env.db, dossier.id))
      .filter(t => taskKind(t) !== 'notice')
      .map(t => t.elementId)
      .sort();
  const days = (n: number) => letPass(program, clock, n);
  const daysUntil = (isSo: () => Promise<boolean>, most: number) => letPassUntil(program, clock, isSo, most);

  async function walk(dossier: Dossier, list: Step[]): Promise<void> {
    for (const step of list) await doStep(program, dossier, step);
  }

  /** It is at its end, with one result, and nothing left to do. */
  async function assertReturned(dossier: Dossier): Promise<void> {
    assert.deepEqual([(await again(dossier)).status, await steps(dossier)], ['returned', []]);
    assert.equal((await listResults(program.env.db, dossier.id)).length, 1);
  }

  /** A shop for plant protection products, paid for and received. */
  async function shop(): Promise<Dossier> {
    const dossier = await applyFor(program, '1.004363', {
      applicant: person,
      shop: {
        name: 'Vật tư Na Hối',
        address: 'Thôn Na Hối Nùng',
        registration: '12A8001234',
        floor: 30,
        store: false,
      },
      place,
      conditions: { water: 150, fire: true, manager: person.name },
      papers: { training: FILE, request: FILE, statement: FILE },
      ...contact,
    });
    await pay(program, dossier, 'motcua.tinh');
    await doStep(program, dossier, ['motcua.tinh', 'receive', 'forward']);
    return dossier;
  }

  test('a shop: a paper is missing, the place is not fit; the owner mends it, says so, and is inspected again', async () => {
    const dossier = await shop();
    await askSupplement(
      program,
      dossier,
      'chuyenvien.nongnghiep',
      'Nộp thêm bản sao bằng của người bán hàng',
    );
    assert.equal((await again(dossier)).status, 'supplementing');
    const before = (await again(dossier)).dueAt;
    await days(7);
    await answerSupplement(program, dossier);
    const running = await again(dossier);
    assert.equal(running.status, 'processing');
    assert.ok(running.dueAt > before, 'the days of waiting are not counted');
    await walk(dossier, [
      ['chuyenvien.nongnghiep', 'assess', 'inspect'],
      ['chuyenvien.nongnghiep', 'inspect', 'mend', visit({ faults: 'Chưa có bờ ngăn nước' })],
    ]);
    const waiting = await again(dossier);
    assert.equal(waiting.paused, 'supplement', 'the clock stands still while the owner mends');
    const [question] = await listQuestions(program.env.db, dossier.id);
    assert.match(
      question?.what ?? '',
      /biên bản số 12\/BB-KT\), cơ sở chưa đạt yêu cầu: Chưa có bờ ngăn nước\. Khắc phục trong 60 ngày/,
    );
    assert.deepEqual(await steps(dossier), []);
    await days(10);
    await answerAsked(program, dossier, 'mended', 'Đã xây bờ ngăn nước');
    assert.deepEqual(await steps(dossier), ['inspect']);
    const inspected = await again(dossier);
    assert.equal(inspected.paused, null);
    assert.ok(inspected.dueAt > waiting.dueAt, 'nor are the days of mending');
    await walk(dossier, [
      ['chuyenvien.nongnghiep', 'inspect', 'pass', visit()],
      ['chuyenvien.nongnghiep', 'draft', 'propose'],
      ['giamdoc.nongnghiep', 'sign', 'signed'],
    ]);
    await assertReturned(dossier);
  });

  test('a shop whose owner never says that it is mended is inspected again after sixty days', async () => {
    const dossier = await shop();
    await walk(dossier, [
      ['chuyenvien.nongnghiep', 'assess', 'inspect'],
      ['chuyenvien.nongnghiep', 'inspect', 'mend', visit({ faults: 'Chưa có bờ ngăn nước' })],
    ]);
    await days(58);
    assert.deepEqual(await steps(dossier), [], 'there is still time');
    await daysUntil(async () => (await steps(dossier)).includes('inspect'), 25);
    const [asked] = await listQuestions(program.env.db, dossier.id);
    assert.ok(asked?.lateAt);
    assert.equal((await again(dossier)).paused, null);
    await doStep(program, dossier, [
      'chuyenvien.nongnghiep',
      'inspect',
      'mend',
      visit({ faults: 'Chưa có bờ ngăn nước' }),
    ]);
    const [before, now] = await listQuestions(program.env.db, dossier.id);
    assert.ok(before?.droppedAt && now && isOpen(now), 'asked anew, for the second time');
    await answerAsked(program, dossier, 'mended', 'Đã xây bờ ngăn nước');
    assert.deepEqual(await steps(dossier), ['inspect']);
  });

  test('marital status: the commune that was asked never answers; the clock stands still three days, the matter goes on', async () => {
    const dossier = await applyFor(program, '1.004873', {
      applicant: { ...person, ethnicity: 'Hmông' },
      place,
      history: { since: '2015-01-02', elsewhere: true, status: 'never' },
      stays: [
        {
          from: '2010-01-01',
          to: '2026-01-01',
          where: 'home',
          commune: await communeCode(program, 'Phường Lào Cai'),
        },
      ],
      purpose: {
        kind: 'marriage',
        spouse: 'Thào A Sính',
        spouseBirth: '1990',
        spousePaper: 'Căn cước số 010090000172',
        place: 'UBND xã Bắc Hà',
      },
      ...contact,
    });
    await doStep(program, dossier, ['motcua.bacha', 'receive', 'forward']);
    const asked = await again(dossier);
    assert.equal(asked.paused, 'consultation');
    await daysUntil(async () => !(await again(dossier)).paused, 20);
    const late = await again(dossier);
    const [question] = await listQuestions(program.env.db, dossier.id);
    assert.ok(question?.lateAt && isOpen(question), 'an answer is still taken');
    assert.deepEqual(await steps(dossier), ['ask']);
    const story = await storyOf(program.env.db, program.env.get(ledgerService), late, clock.now());
    assert.ok(story.explanation.account.rows.some(row => row.kind === 'paused' && !row.untilNow));
    await daysUntil(async () => (await steps(dossier)).includes('verify'), 40);
    assert.deepEqual(await steps(dossier), ['verify']);
    await walk(dossier, [
      ['hotich.bacha', 'verify', 'propose', { status: 'Chưa đăng ký kết hôn với ai' }],
      ['chutich.bacha', 'sign', 'signed'],
    ]);
    await assertReturned(dossier);
  });

  test('an opinion that comes late is taken while it is awaited, and the process knows that it was late', async () => {
    const dossier = await applyFor(program, '1.000081', forestScheme(place.commune));
    await walk(dossier, [
      ['motcua.tinh', 'receive', 'forward'],
      ['chuyenvien.nongnghiep', 'check', 'consult'],
      ['chuyenvien.dulich', 'opinionCulture', 'agree'],
      ['chuyenvien.taichinh', 'opinionFinance', 'agree'],
      ['chuyenvien.khoahoc', 'opinionScience', 'agree'],
    ]);
    // Seven working days, and not yet ten.
    const isLate = async () => (await listQuestions(program.env.db, dossier.id)).some(q => q.lateAt);
    await daysUntil(isLate, 25);
    assert.deepEqual(await steps(dossier), ['opinionConstruction']);
    await doStep(program, dossier, ['chuyenvien.xaydung', 'opinionConstruction', 'disagree']);
    const { processState } = await again(dossier);
    assert.deepEqual(processState.outcomes.givenConstruction, { outcome: 'disagree', late: true });
    assert.deepEqual(await steps(dossier), ['gather'], 'nothing is late any more');
    await walk(dossier, [
      [
        'chuyenvien.nongnghiep',
        'gather',
        'propose',
        { opinions: 'Ba sở nhất trí, một sở trả lời muộn', answered: 'Đã sửa quy mô công trình theo ý kiến' },
      ],
      ['chutich.tinh', 'sign', 'signed'],
    ]);
    await assertReturned(dossier);
  });
});
