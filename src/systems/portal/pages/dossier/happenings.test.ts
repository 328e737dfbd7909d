import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LoadedProcedure, Story } from '#engines/cases';
import { testCtx } from '#test/ctx';
import { ui } from '#ui';
import { portal } from '../../module.ts';
import { happeningsView } from './happenings.ts';

test('of a long story who does not sign in sees the newest, and how many more there are', () => {
  const { t } = testCtx({ modules: [ui, portal] });
  const graph = { nodes: new Map() } as unknown as LoadedProcedure['graph'];
  const told = (n: number) =>
    ({
      dossier: { code: '001.18.60.H38-261128-0001' },
      tasks: [],
      supplements: [],
      questions: [],
      results: [],
      agencyName: 'Xã Bắc Hà',
      happenings: Array.from({ length: n }, (_, i) => ({
        kind: 'supplemented',
        at: new Date(Date.UTC(2026, 10, 28 - i)),
        body: {},
        personal: {},
        agency: 'Xã Bắc Hà',
      })),
    }) as unknown as Story;
  const items = (n: number, names: boolean) =>
    happeningsView(told(n), graph, t, { names }).toString().replaceAll('\u00a0', ' ');
  const count = (html: string) => html.split('<li').length - 1;
  const short = items(11, false);
  assert.equal(count(short), 8);
  assert.match(short, /href="\/ho-so\/001\.18\.60\.H38-261128-0001">Đăng nhập để xem 3 việc trước đó</);
  assert.equal(count(items(8, false)), 8);
  assert.equal(count(items(11, true)), 11);
});

test('who took a result for its owner is named to him alone, and so are both who signed for it', () => {
  const { t } = testCtx({ modules: [ui, portal] });
  const graph = { nodes: new Map() } as unknown as LoadedProcedure['graph'];
  const seen = (personal: object, names: boolean) => {
    const happenings = [
      {
        kind: 'returned',
        at: new Date(0),
        body: { how: 'counter' },
        personal,
        agency: 'Xã',
        who: 'Vi Thị Huyền',
      },
    ];
    const story = {
      dossier: { code: 'X' },
      tasks: [],
      supplements: [],
      questions: [],
      results: [],
      happenings,
    };
    return happeningsView({ ...story, agencyName: 'Xã' } as unknown as Story, graph, t, { names })
      .toString()
      .replaceAll('\u00a0', ' ');
  };
  const recipient = { name: 'Sùng Thị Máy', relation: 'vợ, giấy ủy quyền số 12' };
  assert.match(seen({ recipient }, true), /Người nhận thay: Sùng Thị Máy \(vợ, giấy ủy quyền số 12\)/);
  assert.doesNotMatch(seen({ recipient }, false), /Sùng/, 'not to whoever only knows the code');
  const self = { name: 'Giàng A Phử', relation: null };
  assert.doesNotMatch(seen({ recipient: self }, true), /Người nhận/);
  assert.match(
    seen({ recipient: self, second: { name: 'Sùng Thị Máy' } }, true),
    /Người nhận: Giàng A Phử và Sùng Thị Máy/,
  );
});

test('what the process did by itself is told where it changes the way of the dossier', () => {
  const { t } = testCtx({ modules: [ui, portal] });
  const node = (id: string, name: string, more = {}) => [id, { id, name, kind: 'user', ...more }] as const;
  const graph = {
    nodes: new Map([
      node('two', 'Việc hai'),
      node('instead', 'Làm thay'),
      node('late', '', { kind: 'boundary', interrupting: true, attachedTo: 'two' }),
      node('slow', 'Nhắc', { kind: 'boundary', interrupting: false, attachedTo: 'two' }),
    ]),
  } as unknown as LoadedProcedure['graph'];
  const told = (kind: string, body: object) =>
    happeningsView(
      {
        ...{
          dossier: { code: 'X' },
          tasks: [],
          supplements: [],
          questions: [],
          results: [],
          agencyName: 'Xã',
        },
        happenings: [{ kind, at: new Date(0), body, personal: {}, agency: null, who: null }],
      } as unknown as Story,
      graph,
      t,
      { names: true },
    )
      .toString()
      .replaceAll('\u00a0', ' ');
  const fired = (element: string, body: object) => told('timer-fired', { element, ...body });
  assert.match(fired('slow', { made: ['instead'] }), /Có thêm bước: “Làm thay”/);
  assert.match(
    fired('late', { dropped: ['two'], made: ['instead'] }),
    /Hết thời gian của bước “Việc hai”, chuyển sang bước: “Làm thay”/,
  );
  assert.match(told('steps-dropped', { dropped: ['two'] }), /Không làm nữa: “Việc hai”/);
  assert.match(told('mail-delivered', { on: '2026-11-27' }), /Bưu chính đã phát kết quả/);
  assert.match(
    told('mail-delivered', { on: '2026-11-26', corrected: true }),
    /Sửa thông tin phát bưu gửi: phát ngày 26\/11\/2026/,
    'a delivery that was corrected is not a second one',
  );
  assert.doesNotMatch(fired('slow', {}), /Nhắc|timer/, 'who was only reminded sits in the office');
});

test('a result that waited for its fee is told as there, not as given', () => {
  const { t } = testCtx({ modules: [ui, portal] });
  const graph = { nodes: new Map() } as unknown as LoadedProcedure['graph'];
  const story = { dossier: { code: 'X' }, tasks: [], supplements: [], questions: [], results: [] };
  const told = (how: string, owed: number) => {
    const returned = { kind: 'returned', at: new Date(0), body: { how }, owed, personal: {}, agency: null };
    const happenings = [returned];
    return happeningsView({ ...story, agencyName: 'Xã', happenings } as unknown as Story, graph, t, {
      names: true,
    })
      .toString()
      .replaceAll('\u00a0', ' ');
  };
  assert.match(told('online', 8000), /Có kết quả, chờ nộp phí, lệ phí/);
  assert.doesNotMatch(told('online', 8000), /Trả kết quả/);
  assert.match(told('online', 0), /Trả kết quả/);
  assert.match(told('counter', 8000), /Trả kết quả/, 'what was handed over at a counter was had');
});

test('of a result that held no more when it was fetched the decision was handed over, not the result', () => {
  const { t } = testCtx({ modules: [ui, portal] });
  const graph = { nodes: new Map() } as unknown as LoadedProcedure['graph'];
  const told = (kind: string, body: object) => {
    const story = { dossier: { code: 'X' }, tasks: [], supplements: [], questions: [], results: [] };
    const happenings = [{ kind, at: new Date(0), body, personal: {}, agency: 'Xã', who: null }];
    return happeningsView({ ...story, happenings } as unknown as Story, graph, t, { names: true })
      .toString()
      .replaceAll('\u00a0', ' ');
  };
  for (const kind of ['returned', 'handed-over']) {
    const given = told(kind, { how: 'counter', ended: 'annulment', decision: '7/QĐ-UBND' });
    assert.match(given, /Giao quyết định số 7\/QĐ-UBND, không trả kết quả/);
    assert.match(told(kind, { how: 'counter', ended: 'annulment' }), /Giao quyết định về kết quả không còn/);
  }
  assert.match(told('handed-over', {}), /Trả kết quả tại quầy/);
});

test('who filled it in for another handed it in; a clerk who took it in at a counter or from a letter did not', () => {
  const { t } = testCtx({ modules: [ui, portal] });
  const graph = { nodes: new Map() } as unknown as LoadedProcedure['graph'];
  const received = (channel: string) =>
    happeningsView(
      {
        ...{ dossier: { code: 'X' }, tasks: [], supplements: [], questions: [], results: [] },
        agencyName: 'Xã',
        happenings: [
          {
            ...{ kind: 'submitted', at: new Date(0), personal: {}, agency: 'Trung tâm', who: 'Lò Thị Hà' },
            body: { channel, for: 'somebody' },
          },
        ],
      } as unknown as Story,
      graph,
      t,
      { names: true },
    )
      .toString()
      .replaceAll('\u00a0', ' ');
  assert.match(received('online'), /Lò Thị Hà nộp thay/);
  for (const channel of ['post', 'counter']) {
    assert.match(received(channel), /Tiếp nhận[\s\S]*Lò Thị Hà/);
    assert.doesNotMatch(received(channel), /nộp thay/);
  }
});

test('a step by which something was decided says what, to whoever may read the dossier; to who looks it up, that it was done', () => {
  const { t } = testCtx({ modules: [ui, portal] });
  const visit = { name: 'Kiểm tra thực địa', outcomes: ['fit', 'unfit', 'send-back'] };
  const check = { name: 'Thẩm tra', outcomes: ['propose'] };
  const nodes = Object.entries({
    visit: { ...visit, outcomeWords: { fit: 'Phù hợp', unfit: 'Không phù hợp với hồ sơ' } },
    check: { ...check, outcomeWords: {} },
    approval: { name: 'Duyệt', outcomes: ['approve', 'reject'], outcomeWords: {} },
  }).map(([id, node]) => [id, { id, ...node }] as const);
  const graph = { nodes: new Map<string, unknown>(nodes) } as unknown as LoadedProcedure['graph'];
  const told = (element: string, outcome: string, names = true) => {
    const story = { dossier: { code: 'X' }, tasks: [], supplements: [], questions: [], results: [] };
    const body = { element, outcome };
    const happenings = [{ kind: 'step-done', at: new Date(0), body, personal: {}, agency: 'Xã', who: null }];
    return happeningsView({ ...story, happenings } as unknown as Story, graph, t, { names })
      .toString()
      .replaceAll('\u00a0', ' ');
  };
  assert.match(told('visit', 'unfit'), /Kiểm tra thực địa: Không phù hợp với hồ sơ/);
  assert.match(told('approval', 'reject'), /Duyệt: không duyệt/);
  assert.doesNotMatch(told('visit', 'unfit') + told('approval', 'reject'), /Xong bước/);
  assert.match(told('check', 'propose'), /Xong bước: Thẩm tra/);
  assert.match(told('visit', 'send-back'), /Trả lại để sửa, từ bước: Kiểm tra thực địa/);
  assert.match(told('visit', 'unfit', false), /Xong bước: Kiểm tra thực địa/, 'others read nothing of it');
});

test('what ended a result is called in the story as in its decision: revoked, or annulled', () => {
  const { t } = testCtx({ modules: [ui, portal] });
  const graph = { nodes: new Map() } as unknown as LoadedProcedure['graph'];
  const seen = (how?: string) => {
    const body = { how, was: '1/2026', number: '2/QĐ-UBND' };
    const happenings = [{ kind: 'result-revoked', at: new Date(0), body, personal: {}, agency: 'Xã' }];
    const none = { tasks: [], supplements: [], questions: [], results: [] };
    const story = { dossier: { code: 'X' }, ...none, happenings, agencyName: 'Xã' } as unknown as Story;
    return happeningsView(story, graph, t, { names: true }).toString().replaceAll('\u00a0', ' ');
  };
  assert.match(seen('revocation'), />Thu hồi kết quả số 1\/2026 bằng Quyết định/);
  assert.match(seen('annulment'), />Hủy bỏ kết quả số 1\/2026 bằng Quyết định/);
  assert.match(seen(), />Thu hồi, hủy bỏ kết quả số/, 'what was entered before says no more');
});

test('a refusal that a decision on a complaint annulled says so, whether its reader signs in or only tracks', () => {
  const { t } = testCtx({ modules: [ui, portal] });
  const graph = { nodes: new Map() } as unknown as LoadedProcedure['graph'];
  const seen = (annulledBy: string | null, names: boolean) => {
    const [body, at] = [{ status: 'declined', number: '1/2026' }, new Date(0)];
    const happenings = [{ kind: 'refused', at, body, personal: {}, agency: 'Xã', undone: true, annulledBy }];
    const none = { tasks: [], supplements: [], questions: [], results: [] };
    const story = { ...none, dossier: { code: 'X' }, happenings, agencyName: 'Xã' } as unknown as Story;
    return happeningsView(story, graph, t, { names }).toString().replaceAll('\u00a0', ' ');
  };
  for (const names of [true, false]) {
    assert.match(
      seen('3/2026/QĐ-GQKN', names),
      /Quyết định không giải quyết \(Phiếu số 1\/2026\) \(đã bị hủy theo Quyết định giải quyết khiếu nại số 3\/2026\/QĐ-GQKN\)/,
    );
    assert.doesNotMatch(seen(null, names), /bị hủy/);
  }
});
