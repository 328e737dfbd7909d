import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cases, type Dossier, type Story } from '#engines/cases';
import { worktime } from '#engines/worktime';
import { testCtx } from '#test/ctx';
import { ui } from '#ui';
import { portal } from '../../module.ts';
import { standing } from './standing.ts';
import { askedNow } from './supplement-form.ts';

type Status = Dossier['status'];
/** Every status there is, and whether the clock of one may show a deadline. */
const STATUSES: Readonly<Record<Status, boolean>> = {
  received: true,
  processing: true,
  supplementing: true,
  'awaiting-payment': true,
  completed: false,
  returned: false,
  refused: false,
  declined: false,
  withdrawn: false,
  stopped: false,
};

const at = new Date('2026-11-20T09:00:00+07:00');

const storyAt = (status: Status, results: string[], reason: string): Story =>
  ({
    dossier: { code: '001.18.60.H38-261120-0001', status, dueAt: at, receivedAt: at },
    deadline: STATUSES[status] ? { minutes: 60, days: 0, pausedSince: null } : null,
    tasks: [],
    waiting: [],
    questions: [],
    apology: null,
    agencyName: 'Xã Bắc Hà',
    results: results.map(s => ({ status: s })),
    resultActs: results.flatMap(s => (s === 'revoked' ? [{ kind: 'revocation' }] : [])),
    happenings: reason
      ? [
          { kind: 'refused', personal: { reason } },
          { kind: 'stopped', personal: { reason } },
        ]
      : [],
  }) as unknown as Story;

test('whoever has still to pay is not told that there is nothing to do', () => {
  const ctx = testCtx({ modules: [ui, worktime, cases, portal] });
  const story = storyAt('processing', [], '');
  for (const pausedSince of [null, new Date('2026-12-04T09:00:00+07:00')]) {
    Object.assign(story.deadline ?? assert.fail(), { pausedSince });
    assert.match(
      standing(story, 'Khai sinh', ctx).toString().replaceAll('\u00a0', ' '),
      /không phải làm gì lúc này/,
    );
    const owing = standing(story, 'Khai sinh', ctx, { owes: true }).toString().replaceAll('\u00a0', ' ');
    assert.match(owing, /còn phí, lệ phí chưa nộp/);
    assert.doesNotMatch(owing, /không phải làm gì/);
  }
});

test('while it waits for the money, its page says where it lies and what comes then', () => {
  const ctx = testCtx({ modules: [ui, worktime, cases, portal] });
  const story = storyAt('awaiting-payment', [], '');
  story.waiting = [
    { ref: '1', agencyName: 'Văn phòng đăng ký đất đai', title: { step: 'Lập Giấy chứng nhận' } },
  ] as unknown as Story['waiting'];
  const shown = standing(story, 'Đăng ký đất đai', ctx, { own: true }).toString().replaceAll('\u00a0', ' ');
  assert.match(shown, /<dt>Bước làm tiếp sau đó<\/dt>\s*<dd[^>]*>[^<]*Lập Giấy chứng nhận/);
  assert.match(shown, /<dt>Nơi xử lý<\/dt>\s*<dd[^>]*>[^<]*Văn phòng đăng ký đất đai/);
  assert.doesNotMatch(shown, /Đang ở bước|Xã Bắc Hà/);
});

test('who follows a paper that was issued anew after the post had brought the first back reads where it is and what to bring', () => {
  const ctx = testCtx({ modules: [ui, worktime, cases, portal] });
  const story = storyAt('returned', ['valid'], '');
  story.tasks = [
    {
      ref: 'new-paper',
      elementId: 'first-paper',
      agencyName: 'Trung tâm PVHCC xã Bắc Hà',
      title: { step: 'Trả bản giấy' },
    },
  ] as unknown as Story['tasks'];
  for (const away of [false, true]) {
    const lead =
      /class="lead">(.*?)</.exec(standing(story, 'Khai sinh', ctx, { away }).toString())?.[1] ?? '';
    assert.match(lead, /Bản giấy ở Trung tâm PVHCC xã Bắc Hà: mang căn cước và Giấy tiếp nhận/);
    assert.equal(/Hồ sơ của tôi/.test(lead), !away);
  }
});

test('of a signed result its page says how the paper comes that was chosen, and nothing of paper where none was', () => {
  const ctx = testCtx({ modules: [ui, worktime, cases, portal] });
  const lead = (paper: string) =>
    /class="lead">(.*?)</.exec(
      standing(storyAt('completed', ['valid'], ''), 'Khai sinh', ctx, { own: true, paper })
        .toString()
        .replaceAll('\u00a0', ' '),
    )?.[1];
  assert.equal(lead(''), 'Kết quả đã ký: tải bản điện tử dưới đây.');
  assert.equal(lead('Mang căn cước.'), 'Kết quả đã ký: tải bản điện tử dưới đây. Mang căn cước.');
});

test('what the post brought back waits at the counter, unless it holds no more or another paper took its place', () => {
  const ctx = testCtx({ modules: [ui, worktime, cases, portal] });
  type Told = { kind: string; body?: Record<string, unknown>; agency?: string };
  /** `told`: the newest first. */
  const shown = (told: readonly Told[], result = 'valid') => {
    const story = storyAt('returned', [result], '');
    story.happenings = told.map(h => ({ body: {}, personal: {}, ...h })) as unknown as Story['happenings'];
    return (
      /class="lead">(.*?)</.exec(
        standing(story, 'Khai sinh', ctx).toString().replaceAll('\u00a0', ' '),
      )?.[1] ?? ''
    );
  };
  const back = { kind: 'mail-returned' };
  assert.match(shown([back]), /Kết quả đang ở quầy/);
  const named = { ...back, agency: 'Trung tâm PVHCC xã Bắc Hà' };
  assert.match(shown([named]), /Kết quả đang ở Trung tâm PVHCC xã Bắc Hà: mang giấy hẹn/);
  assert.match(shown([back, { kind: 'result-reissued' }]), /Kết quả đang ở quầy/, 'the new paper came back');
  const again = { kind: 'mail-sent-again', at };
  assert.match(shown([again, back]), /kết quả được gửi lại ngày 20\/11\/2026/);
  assert.match(shown([{ kind: 'mail-delivered' }, again, back]), /^Kết quả đã trả/, 'it arrived');
  assert.match(shown([back, again, back]), /Kết quả đang ở quầy/, 'it came back once more');
  for (const [why, told, result] of [
    ['fetched', [{ kind: 'handed-over' }, back], 'valid'],
    ['issued again', [{ kind: 'result-reissued' }, back], 'valid'],
    ['replaced before it came back', [{ kind: 'mail-returned', body: { replaced: true } }], 'valid'],
    ['new paper given', [{ kind: 'returned', body: { anew: ['2'] } }, back], 'valid'],
    ['revoked', [back], 'revoked'],
  ] as const)
    assert.doesNotMatch(shown(told, result), /đang ở quầy|gửi lại/, why);
});

test('while the process waits for an hour, its page says which', () => {
  const ctx = testCtx({ modules: [ui, worktime, cases, portal] });
  const story = storyAt('processing', [], '');
  assert.doesNotMatch(
    standing(story, 'Đăng ký đất đai', ctx).toString().replaceAll('\u00a0', ' '),
    /Đang chờ đến/,
  );
  story.waitsUntil = new Date('2026-12-07T14:00:00+07:00');
  const shown = standing(story, 'Đăng ký đất đai', ctx).toString().replaceAll('\u00a0', ' ');
  assert.match(shown, /<dt>Đang chờ đến<\/dt>\s*<dd[^>]*>[^<]*14:00 thứ Hai, 07\/12\/2026/);
});

for (const lang of ['vi', 'en'] as const)
  test(`whatever becomes of a dossier, its page says so in words (${lang})`, () => {
    const ctx = testCtx({ modules: [ui, worktime, cases, portal], lang });
    for (const status of Object.keys(STATUSES) as Status[])
      for (const own of [true, false])
        for (const results of [[], ['valid'], ['revoked'], ['withdrawn', 'valid']])
          for (const reason of ['', 'Chưa đủ điều kiện']) {
            const shown = standing(storyAt(status, results, reason), 'Khai sinh', ctx, { own });
            assert.doesNotMatch(
              shown.toString().replaceAll('\u00a0', ' '),
              /\b(portal|cases)\.[a-z-]+\.[a-z-]+/,
              `${status} ${own} ${results}`,
            );
          }
  });

test('whoever withdraws after a signature was taken back has no result that would still hold', () => {
  const ctx = testCtx({ modules: [ui, worktime, cases, portal] });
  const lead = (...results: string[]) =>
    /class="lead">(.*?)</.exec(
      standing(storyAt('withdrawn', results, ''), 'Khai sinh', ctx, { own: true })
        .toString()
        .replaceAll('\u00a0', ' '),
    )?.[1];
  assert.equal(lead('withdrawn'), 'Hồ sơ đã được rút theo yêu cầu.');
  assert.match(lead('withdrawn', 'valid') ?? '', /vẫn còn hiệu lực/);
});

test('what was turned down says by whom, and what was not received never that it was', () => {
  const ctx = testCtx({ modules: [ui, worktime, cases, portal] });
  const shown = (status: Status) => {
    const story = storyAt(status, [], 'Thiếu thẩm quyền');
    for (const h of story.happenings) Object.assign(h, { agency: 'Ủy ban nhân dân tỉnh' });
    return standing(story, 'Đăng ký đất đai', ctx, { own: true }).toString().replaceAll('\u00a0', ' ');
  };
  for (const status of ['refused', 'declined', 'stopped'] as const) {
    assert.match(shown(status), /class="lead">Ủy ban nhân dân tỉnh (không|quyết định|dừng)/);
    assert.match(shown(status), /<dt>Nơi xử lý<\/dt>\s*<dd[^>]*>[^<]*Ủy ban nhân dân tỉnh/);
  }
  assert.match(shown('declined'), /Tiếp nhận lúc/);
  assert.match(shown('refused'), /Nộp lúc/);
  assert.doesNotMatch(shown('refused'), /Tiếp nhận lúc/);
});

test('a dossier whose only result was revoked says that, and not that it was given', () => {
  const ctx = testCtx({ modules: [ui, worktime, cases, portal] });
  const head = (status: Status, ...results: string[]) =>
    /<h1>(.*?)<\/h1>/.exec(
      standing(storyAt(status, results, ''), 'Khai sinh', ctx)
        .toString()
        .replaceAll('\u00a0', ' '),
    )?.[1];
  assert.equal(head('returned', 'revoked'), 'Kết quả đã bị thu hồi');
  assert.equal(head('completed', 'withdrawn', 'revoked'), 'Kết quả đã bị thu hồi');
  assert.equal(head('returned', 'revoked', 'valid'), 'Đã trả kết quả', 'another one holds');
  assert.equal(head('processing', 'revoked'), 'Đang xử lý', 'more are to come');
});

test('a result that waits for its fee is there, and is not said to have been given', () => {
  const ctx = testCtx({ modules: [ui, worktime, cases, portal] });
  const shown = (own: boolean, owes: boolean, fetchedAt: Date | null = null) => {
    const story = storyAt('returned', ['valid'], '');
    for (const result of story.results) Object.assign(result, { fetchedAt });
    const page = standing(story, 'Khai sinh', ctx, { own, owes }).toString().replaceAll('\u00a0', ' ');
    return [/<h1>(.*?)<\/h1>/.exec(page)?.[1], /class="lead">(.*?)</.exec(page)?.[1]];
  };
  const held = 'Đã có kết quả, chờ nộp phí, lệ phí';
  assert.deepEqual(shown(false, true), [held, 'Đã có kết quả. Nộp phí, lệ phí còn thiếu để nhận.']);
  assert.deepEqual(shown(true, true), [
    held,
    'Kết quả đã ký. Nộp phí, lệ phí còn thiếu rồi tải bản điện tử.',
  ]);
  for (const given of [shown(true, false), shown(false, true, at)]) assert.equal(given[0], 'Đã trả kết quả');
});

test('of a dossier that is over nothing is asked any more', () => {
  const story = {
    ...storyAt('supplementing', [], ''),
    supplements: [{ id: '1', answeredAt: null, undoneAt: null }],
  };
  assert.ok(askedNow(story as unknown as Story));
  const over = { ...story, dossier: { ...story.dossier, closedAt: at } };
  assert.equal(askedNow(over as unknown as Story), undefined);
});

test('a dossier that has its result says who gave it, not where it was taken in', () => {
  const ctx = testCtx({ modules: [ui, worktime, cases, portal] });
  const story = storyAt('completed', ['valid'], '');
  story.happenings = [
    { kind: 'result-issued', agency: 'Ủy ban nhân dân tỉnh', undone: false },
    { kind: 'result-issued', agency: 'Sở Tư pháp', undone: true },
  ] as unknown as Story['happenings'];
  const shown = standing(story, 'Đăng ký đất đai', ctx).toString().replaceAll('\u00a0', ' ');
  assert.match(shown, /<dt>Nơi giải quyết<\/dt>\s*<dd[^>]*>[^<]*Ủy ban nhân dân tỉnh</);
  assert.doesNotMatch(shown, /Nơi xử lý|Sở Tư pháp/);
});

test('of a dossier that no account has, the public page points to none', () => {
  const ctx = testCtx({ modules: [ui, worktime, cases, portal] });
  for (const status of ['completed', 'returned', 'refused', 'declined'] as const) {
    const lead = standing(storyAt(status, ['valid'], ''), 'Khai sinh', ctx, { away: true })
      .toString()
      .replaceAll('\u00a0', ' ');
    assert.doesNotMatch(lead, /Hồ sơ của tôi|đăng nhập/);
    assert.match(
      standing(storyAt(status, ['valid'], ''), 'Khai sinh', ctx)
        .toString()
        .replaceAll('\u00a0', ' '),
      /Hồ sơ của tôi|đăng nhập/,
    );
  }
});
