import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseProcess } from '../parse.ts';
import { describeProblem } from '../problems.ts';
import { bpmn, type Model } from '../testing/model.ts';

const KNOWN = {
  roles: ['receiver', 'officer', 'leader', 'registrar'],
  messages: ['from-outside'],
  agencies: new Set(['tax', 'Sở Tài chính']),
};
const read = (model: Model, change: (xml: string) => string = xml => xml) =>
  parseProcess(change(bpmn(model)), KNOWN);
const said = async (model: Model, change?: (xml: string) => string) =>
  (await read(model, change)).problems.map(p => `${p.code} ${p.element} ${p.detail}`);

// Nothing is signed in these.
const signed = (p: { code: string }) => p.code !== 'end-unsigned';

const line: Model = { nodes: ['start s', 'user a', 'end e'], flows: ['s > a', 'a > e'] };
const choice = (condition: string): Model => ({
  nodes: [
    'start s',
    'user a outcomes=yes,no facts=fit:yes-no=Fit;size:number=Size',
    'exclusive g',
    'user b',
    'end e',
  ],
  flows: ['s > a', 'a > g', `g > b: ${condition}`, 'g > e *', 'b > e'],
});

describe('a process that would not do what its author meant', () => {
  it('names a role that there is not', async () => {
    const { problems, graph } = await read({ ...line, lanes: { boss: ['a'] } });
    assert.deepEqual(
      problems.map(p => p.code),
      ['unknown-role'],
    );
    assert.match(
      problems.map(p => describeProblem(p, 'vi')).join(),
      /“boss” \(lane-main-boss\) ghi vai trò “boss”/,
    );
    assert.ok(graph, 'it can be looked at and rehearsed');
  });

  it('has a condition that is no question', async () => {
    for (const condition of [
      '"abc"',
      '3',
      'form.n + 1',
      '[1, 2]',
      '("abc")',
      'form.n > 1 or "abc"',
      'tasks.a.outcome',
      'tasks.a.size',
    ])
      assert.deepEqual(await said(choice(condition)), [`not-a-condition f-g-b ${condition}`], condition);
    for (const condition of [
      'form.n > 1',
      'form.agreed',
      'tasks.a.fit',
      'not(form.agreed)',
      'form.n > 1 or form.agreed',
      'contains(form.text, "x")',
      'true',
    ])
      assert.deepEqual(await said(choice(condition)), [], condition);
  });

  it('waits for a day that never comes', async () => {
    const wait = (date: string): Model => ({
      nodes: ['start s', `catch t date=${date}`, 'user a', 'end e'],
      flows: ['s > t', 't > a', 'a > e'],
    });
    assert.deepEqual(await said(wait('2027-02-30T00:00:00Z')), ['no-such-date t 2027-02-30T00:00:00Z']);
    assert.deepEqual(await said(wait('2028-02-29')), []);
  });

  it('lets a leader send back what then goes on as if it were signed', async () => {
    const sign = (flows: string[]): Model => ({
      nodes: ['start s', 'user a', 'user sign outcomes=signed,send-back', 'exclusive g', 'end e'],
      flows: ['s > a', 'a > sign', ...flows],
    });
    const lost = await read({
      ...sign(['sign > e']),
      nodes: sign([]).nodes.filter(n => n !== 'exclusive g'),
    });
    assert.deepEqual(
      lost.problems.map(p => `${p.code} ${p.element}`),
      ['outcome-unread sign'],
    );
    assert.match(lost.problems.map(p => describeProblem(p, 'vi')).join(), /có lựa chọn “Trả lại để sửa”/);
    assert.deepEqual(
      await said(sign(['sign > g', 'g > e: tasks.sign.outcome = "signed"', 'g > a *'])),
      [],
      'however it is asked for',
    );
  });

  it('names a kind of step, or a way of the clock, that there is not', async () => {
    assert.deepEqual(
      await said({ ...line, nodes: ['start s', 'user a act=kyten', 'end e'] }),
      ['unknown-act a kyten'],
      'signed by nobody',
    );
    for (const act of ['receive', 'process', 'sign', 'return'])
      assert.deepEqual(await said({ ...line, nodes: ['start s', `user a act=${act}`, 'end e'] }), []);
    const clock = (word: string) =>
      said({ ...line, nodes: ['start s', 'user a act=process', 'end e'] }, xml =>
        xml.replace('fs:act="process"', `fs:clock="${word}"`),
      );
    assert.deepEqual(await clock('dung'), ['unknown-clock a dung']);
    assert.deepEqual(await clock('stop'), []);
  });

  it('cuts the words of a choice at their comma', async () => {
    const written = (outcomes: string) =>
      said({ nodes: ['start s', 'user a outcomes=x', 'end e'], flows: ['s > a', 'a > e'] }, xml =>
        xml.replace('"x"', `"${outcomes}"`),
      );
    assert.deepEqual(await written('valid=Tên, ngành nghề hợp lệ'), ['outcome-cut a ngành nghề hợp lệ']);
    for (const right of [
      'valid=Tên và ngành nghề, no=Chưa hợp lệ',
      'Đạt yêu cầu, Chưa đạt',
      'ok=Đạt,refused',
    ])
      assert.deepEqual(await written(right), [], right);
  });

  it('shares out more than the whole of its time limit, on some way', async () => {
    const model: Model = {
      nodes: [
        'start s',
        'user a name="Tiếp nhận" share=70%',
        'exclusive g',
        'user b share=20%',
        'user c name="Ký" share=60%',
        'end e',
      ],
      flows: ['s > a', 'a > g', 'g > b *', 'g > c: form.n > 1', 'b > e', 'c > e'],
    };
    assert.deepEqual(await said(model), ['shares-beyond main “Tiếp nhận” 70% + “Ký” 60% = 130%']);
    assert.deepEqual(await said({ ...model, nodes: model.nodes.map(n => n.replace('60%', '30%')) }), []);
  });
});

describe('a service that there is not', () => {
  it('is doubted by its name, with those that there are', async () => {
    const said = async (services: string[]) =>
      (
        await parseProcess(
          bpmn({ nodes: ['start s', 'service a service=lookup', 'end e'], flows: ['s > a', 'a > e'] }),
          { services },
        )
      ).doubts
        .filter(signed)
        .map(p => describeProblem(p, 'vi'))
        .join();
    assert.match(
      await said(['readers', 'weather']),
      /\(a\) gọi dịch vụ “lookup”.*một trong các dịch vụ: readers, weather/,
    );
    assert.match(await said([]), /\(a\) gọi dịch vụ “lookup”.*chưa có dịch vụ nào/);
    assert.equal(await said(['lookup']), '');
  });
});

describe('a result that there is not', () => {
  const said = async (nodes: string[], kinds?: string[], produces = 'passport') => {
    const xml = bpmn({ nodes: ['start s', 'user a act=sign', ...nodes], flows: ['s > a', 'a > e'] });
    const file = xml.replace('fs:act="sign"', `fs:act="sign" fs:produces="${produces}"`);
    const { doubts } = await parseProcess(file, kinds ? { kinds } : {});
    return doubts
      .filter(signed)
      .map(p => describeProblem(p, 'vi'))
      .join();
  };

  it('is doubted by its name at the signature: nothing could be signed there, or nothing else than without it', async () => {
    assert.match(
      await said(['end e'], ['birth-certificate', 'insurance-card']),
      /“a” \(a\) ký loại kết quả “passport”.*không ký được.*birth-certificate, insurance-card/,
    );
    assert.match(await said(['end e'], []), /“a” \(a\) ký loại kết quả “passport”.*theo thẻ Kết quả/);
    assert.equal(await said(['end e'], ['passport']), '');
    assert.equal(await said(['end e']), '', 'who does not know the procedure does not ask');
  });

  it('is doubted by its name at the end', async () => {
    assert.match(
      await said(['end e result=gone']),
      /“e” \(e\) ghi fs:result=“gone”.*returned, refused, stopped/,
    );
    assert.equal(await said(['end e result=returned']), '');
  });
});

describe('a timer beside a question that stops the clock', () => {
  it('is doubted: it begins to run when the answer is overdue', async () => {
    const said = async (clock: string, timer: string) =>
      (
        await read({
          nodes: [
            'start s',
            `send ask name="Hỏi nơi cũ" message=m to=committee${clock}`,
            'event-based w',
            'catch there message=m',
            `catch silent name="Quá lâu" ${timer}`,
            'user a',
            'end e',
          ],
          flows: ['s > ask', 'ask > w', 'w > there', 'w > silent', 'there > a', 'silent > a', 'a > e'],
        })
      ).doubts
        .filter(signed)
        .map(p => describeProblem(p, 'vi'))
        .join();
    assert.match(
      await said(' clock=stop', 'timer=P20D'),
      /“Quá lâu” \(silent\) đứng lại .* trả lời “Hỏi nơi cũ”/,
    );
    assert.equal(await said('', 'timer=P20D'), '');
    assert.equal(await said(' clock=stop', 'date=2026-12-24'), '');
  });
});

describe('a role that a step names beside its lane', () => {
  it('is doubted: the lane says who does the step', async () => {
    const said = async (role: string) =>
      (await read({ ...line, nodes: ['start s', `user a role=${role}`, 'end e'] })).doubts
        .filter(signed)
        .map(p => describeProblem(p, 'vi'))
        .join();
    assert.match(await said('leader'), /“a” \(a\) ghi vai trò “leader” nhưng nằm trong làn “officer”/);
    assert.equal(await said('officer'), '');
  });
});

describe('an agency that there is not', () => {
  const doubted = async (model: Model, change?: (xml: string) => string) => {
    const { problems, doubts } = await read(model, change);
    assert.deepEqual(problems, []);
    return doubts.filter(signed).map(p => `${p.code} ${p.element} ${p.detail}`);
  };
  it('is doubted in a lane, and as whom a message is for: it may be entered afterwards', async () => {
    const lane = (agency: string) =>
      doubted(line, xml => xml.replace('fs:role="officer"', `fs:role="officer" fs:agency="${agency}"`));
    assert.deepEqual(await lane('So Khong Co'), ['unknown-agency lane-main-officer So Khong Co']);
    assert.deepEqual(await lane('Sở Tài chính'), []);
    const message = (to: string) =>
      doubted({
        nodes: ['start s', `send m message=q to=${to}`, 'user a', 'end e'],
        flows: ['s > m', 'm > a', 'a > e'],
      });
    assert.deepEqual(await message('nobody'), ['unknown-agency m nobody']);
    for (const to of ['applicant', 'committee', 'tax']) assert.deepEqual(await message(to), []);
  });
});

describe('a join that waits for what does not come', () => {
  const doubts = async (model: Model) => {
    const { problems, doubts } = await parseProcess(bpmn(model));
    assert.deepEqual(problems, []);
    return doubts.filter(signed).map(p => `${p.code} ${p.element}`);
  };
  const block = (split: string, join: string, more: Partial<Model> = {}): Model => ({
    nodes: [
      'start s',
      `${split} o`,
      'user a',
      'user b',
      `${join} j`,
      'user z',
      'end e',
      ...(more.nodes ?? []),
    ],
    flows: [
      's > o',
      split === 'parallel' ? 'o > a' : 'o > a *',
      split === 'parallel' ? 'o > b' : 'o > b: form.n > 1',
      'a > j',
      'b > j',
      'j > z',
      ...(more.flows ?? ['z > e']),
    ],
  });

  it('is doubted behind a choice, and behind ways of which only some are taken', async () => {
    assert.deepEqual(await doubts(block('exclusive', 'parallel')), ['join-may-wait j']);
    assert.deepEqual(await doubts(block('inclusive', 'parallel')), ['join-may-wait j']);
  });

  it('is not doubted behind a split of its own kind, nor where it only lets through', async () => {
    for (const [split, join] of [
      ['parallel', 'parallel'],
      ['inclusive', 'inclusive'],
      ['exclusive', 'exclusive'],
      ['exclusive', 'inclusive'],
    ] as const)
      assert.deepEqual(await doubts(block(split, join)), [], `${split} ${join}`);
  });

  it('is doubted where a way back leads into one branch alone, not where it leads before the split', async () => {
    const back = (to: string) => ({
      nodes: ['exclusive back', 'exclusive before'],
      flows: ['z > back', 'back > e *', `back > ${to}: tasks.z.outcome = "again"`],
    });
    const { nodes, flows } = block('parallel', 'parallel', back('a'));
    const plain = nodes.filter(n => n !== 'exclusive before');
    assert.deepEqual(await doubts({ nodes: plain, flows }), ['join-may-wait j']);
    const around = block('parallel', 'parallel', back('before'));
    assert.deepEqual(
      await doubts({
        nodes: around.nodes,
        flows: [...around.flows.map(f => (f === 's > o' ? 's > before' : f)), 'before > o'],
      }),
      [],
    );
  });

  it('is doubted where an event takes one of its branches elsewhere', async () => {
    const model = block('parallel', 'parallel', {
      nodes: ['boundary late on=a timer=P1D', 'end other'],
      flows: ['z > e', 'late > other'],
    });
    assert.deepEqual(await doubts(model), ['join-may-wait j']);
    assert.deepEqual(
      await doubts({ ...model, nodes: model.nodes.map(n => n.replace('on=a', 'on=a beside=yes')) }),
      [],
    );
  });
});

describe('a wait for a message', () => {
  const asking = (wait: string, ask = 'send ask name="Hỏi người nộp"'): Model => ({
    nodes: ['start s', ask, wait, 'end e'],
    flows: ['s > ask', 'ask > w', 'w > e'],
  });
  const words = async (model: Model) => (await read(model)).problems.map(p => describeProblem(p, 'vi'));

  it('that no step sends is refused, naming what is sent', async () => {
    const model = asking('catch w name="Người nộp trả lời" message=khac', 'send ask name="Hỏi" message=m');
    assert.deepEqual(await said(model), ['message-never-sent w khac']);
    assert.match(
      (await words(model)).join(),
      /“Người nộp trả lời” \(w\) chờ tin “khac”.*Các tin được gửi: “m” \(Hỏi\)\./,
    );
    assert.ok((await read(model)).graph, 'where it was published before it runs on');
    const silent = await words(asking('receive w message=khac', 'user ask'));
    assert.match(silent.join(), /không có bước nào gửi tin/);
  });

  it('on the edge of a step is looked at too', async () => {
    const model: Model = {
      nodes: [...line.nodes, 'boundary b on=a message=m', 'end other'],
      flows: [...line.flows, 'b > other'],
    };
    assert.deepEqual(await said(model), ['message-never-sent b m']);
  });

  it('that comes by itself is right', async () => {
    assert.deepEqual(await said(asking('catch w message=from-outside', 'user ask')), []);
  });

  it('that a step sends, under its own name or that of the answer, is right', async () => {
    assert.deepEqual(await said(asking('catch w message=m', 'send ask message=m')), []);
    assert.deepEqual(await said(asking('catch w message=back', 'send ask message=m reply=back')), []);
  });
});
