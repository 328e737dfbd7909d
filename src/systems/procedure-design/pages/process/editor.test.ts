import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { findDraftVersion, getDraftProcess } from '#engines/procedures';
import { parseProcess } from '#engines/processes';
import type { StaffSite } from '#test/staff-site';
import { begunDraft, type Official } from '../../testing/begun-draft.ts';
import { rehearse } from './rehearse.ts';

describe('procedure design: a process is drawn', () => {
  const ROOT = '/can-bo/thu-tuc';
  const CODE = '9.000007';
  const page = `${ROOT}/${CODE}/quy-trinh`;
  let s: StaffSite;
  let an: Official;
  let binh: Official;

  before(async () => {
    ({ s, an } = await begunDraft(CODE, 'nothing'));
    binh = await s.official('Hoàng Thị Yên', s.agencies.province, ['procedure-editor']);
  });
  after(() => s.close());

  const draft = async () => (await findDraftVersion(s.db, CODE)) ?? assert.fail();
  const saved = async () => getDraftProcess(s.db, (await draft()).id);
  const send = (who: Official, path: string, xml: string) =>
    who.visit.ask(`${page}/${path}`, xml, 'application/xml');
  const sourceIn = (html: string) =>
    (/data-part="source"[^>]*>\n([\s\S]*?)<\/textarea>/.exec(html)?.[1] ?? '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&');

  test('a new procedure has a process that can be published at once, drawn, and goes to its end', async () => {
    const { html } = await an.visit.open(page);
    assert.match(html, /Quy trình chạy được/);
    const { graph, problems } = await parseProcess(sourceIn(html));
    assert.deepEqual(problems, []);
    assert.ok(graph?.diagram, 'there is a drawing to draw on');
    const steps = [
      'task:receive:forward',
      'task:process:propose',
      'task:sign:send-back',
      'task:process:propose',
    ];
    const run = rehearse(graph ?? assert.fail(), {}, [
      ...steps,
      'task:sign:signed',
      'task:hand_over:counter',
    ]);
    assert.equal(run.state.end?.element, 'done');
  });

  test('without script the drawing and the list of its steps are there, and the way to the source', async () => {
    const { html } = await an.visit.open(page);
    const shown = html.slice(html.indexOf('data-plain'));
    assert.match(shown, /<svg[^>]*role="img"/);
    assert.match(shown, /<td[^>]*>Ký duyệt<\/td>/);
    assert.match(html, new RegExp(`href="${page}/nguon"`));
    assert.match(html, /data-draw="[^"]*" data-library="\/a\/bpmn-js\.[0-9a-f]+\.js"[^>]*>/);
    assert.match(html, /<div class="draw" hidden/, 'what needs script is not shown without it');
  });

  test('what is drawn is checked without being kept, each fault with its element', async () => {
    const source = sourceIn((await an.visit.open(page)).html);
    const faulty = source.replace('fs:role="officer"', '').replace('"send-back"', 'form.nothing');
    const seen = await send(an, 'kiem-tra', faulty);
    assert.equal(seen.status, 200);
    const { problems, xml } = JSON.parse(seen.html) as {
      problems: Array<{ element: string; code: string }>;
      xml?: string;
    };
    assert.deepEqual(
      problems.map(p => [p.element, p.code]),
      [
        ['lane_officer', 'lane-without-role'],
        ['back', 'feel-unknown-name'],
      ],
    );
    assert.equal(xml, undefined);
    assert.equal((await saved()).revision, 1, 'the beginning of the draft is its last save');
    const bare = source.replace(/<bpmndi:BPMNDiagram[\s\S]*<\/bpmndi:BPMNDiagram>/, '');
    const drawn = JSON.parse((await send(an, 'kiem-tra?ve=1', bare)).html) as { xml: string };
    assert.match(drawn.xml, /BPMNShape/, 'a file that is opened gets a drawing where it has none');
  });

  test('bad files are told, and nothing breaks', async () => {
    for (const xml of ['', 'nonsense', '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', '<a>'.repeat(500)]) {
      const seen = await send(an, 'kiem-tra', xml);
      assert.equal(seen.status, 200, xml.slice(0, 30));
      assert.equal((JSON.parse(seen.html) as { problems: unknown[] }).problems.length, 1, xml.slice(0, 30));
    }
    const before = await saved();
    assert.equal((await send(an, 'luu?da-doc=1', 'x'.repeat(2_100_000))).status, 413);
    assert.equal((await saved()).revision, before.revision);
  });

  test('two who draw: the second is told who saved, and may replace it', async () => {
    const source = sourceIn((await an.visit.open(page)).html);
    const read = (await saved()).revision;
    await binh.visit.open(page);
    const first = await send(an, `luu?da-doc=${read}`, source.replace('Thẩm định', 'Thẩm định kỹ'));
    assert.equal(first.status, 200);
    assert.equal((JSON.parse(first.html) as { revision: number }).revision, read + 1);
    const late = await send(binh, `luu?da-doc=${read}`, source.replace('Ký duyệt', 'Ký'));
    assert.equal(late.status, 409);
    assert.deepEqual((JSON.parse(late.html) as { conflict: unknown }).conflict, {
      who: 'Phạm Minh Tuệ',
      at: '20/11/2026 15:40',
      revision: read + 1,
    });
    assert.match((await saved()).source, /Thẩm định kỹ/);
    assert.equal((await send(binh, `luu?da-doc=${read + 1}`, source.replace('Ký duyệt', 'Ký'))).status, 200);
    assert.match((await saved()).source, /name="Ký"/);
    const again = await send(binh, `luu?da-doc=${read}`, source.replace('Ký duyệt', 'Ký'));
    assert.equal(again.status, 200, 'the same once more is the save that it was');
  });

  test('a faulty process is saved, told, and shown all the same', async () => {
    const { source, revision } = await saved();
    await an.visit.open(page);
    const answer = await send(an, `luu?da-doc=${revision}`, source.replace('fs:role="officer"', ''));
    assert.equal((JSON.parse(answer.html) as { problems: unknown[] }).problems.length, 1);
    const { html } = await an.visit.open(page);
    assert.match(html, /1 chỗ cần sửa/);
    assert.match(html, /<svg[^>]*role="img"/);
    assert.equal((await send(an, `luu?da-doc=${revision + 1}`, source)).status, 200);
  });

  test('an agency is known by its name; a join at which a dossier may wait for ever is doubted, here and where it is released', async () => {
    const before = await saved();
    const told = async (xml: string) =>
      (
        JSON.parse((await send(an, 'kiem-tra', xml)).html) as {
          problems: { code: string; doubt?: boolean }[];
        }
      ).problems;
    const { name } = await s.db.one<{ name: string }>(
      'SELECT name FROM organisation.agency_version WHERE agency_id = $1 AND upper_inf(valid)',
      [s.agencies.bacHa],
    );
    const of = (agency: string) =>
      before.source.replace('fs:role="officer"', `fs:role="officer" fs:agency="${agency}"`);
    assert.deepEqual(await told(of(name)), []);
    assert.deepEqual(
      (await told(of('Sở Không Có'))).map(p => [p.code, p.doubt]),
      [['unknown-agency', true]],
    );
    const stuck = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:fs="https://fansipan.vn/bpmn" id="d" targetNamespace="t"><process id="p">
      <startEvent id="s"/><exclusiveGateway id="g" default="f2"/><userTask id="a" fs:role="officer"/><userTask id="b" fs:role="officer"/><parallelGateway id="j" name="Gộp"/><endEvent id="e"/>
      <sequenceFlow id="f1" sourceRef="s" targetRef="g"/><sequenceFlow id="f2" sourceRef="g" targetRef="a"/>
      <sequenceFlow id="f3" sourceRef="g" targetRef="b"><conditionExpression>dossier.channel = "counter"</conditionExpression></sequenceFlow>
      <sequenceFlow id="f4" sourceRef="a" targetRef="j"/><sequenceFlow id="f5" sourceRef="b" targetRef="j"/><sequenceFlow id="f6" sourceRef="j" targetRef="e"/></process></definitions>`;
    assert.deepEqual(
      (await told(stuck)).map(p => [p.code, p.doubt]),
      [
        ['join-may-wait', true],
        ['end-unsigned', true],
      ],
    );
    const kept = await send(an, `luu?da-doc=${before.revision}`, stuck);
    for (const at of [page, `${page}/nguon`, `${page}/chay-thu`, `${ROOT}/${CODE}/phat-hanh`])
      assert.match(
        (await an.visit.open(at)).html,
        /“Gộp” \(j\) chờ đủ các đường đi vào[\s\S]*tới kết thúc “chưa đặt tên, ở sau Gộp” \(e\) mà chưa qua bước ký nào/,
        at,
      );
    const { revision } = JSON.parse(kept.html) as { revision: number };
    assert.equal((await send(an, `luu?da-doc=${revision}`, before.source)).status, 200);
  });

  test('while it waits for a decision it is shown, and not drawn on', async () => {
    const { id } = await draft();
    const source = sourceIn((await an.visit.open(page)).html);
    const revision = (await saved()).revision;
    await s.db.run(
      `INSERT INTO procedures.proposal (id, version_id, from_day, sha256, proposed_by, proposed_at, state)
       VALUES (gen_random_uuid(), $1, '2026-12-01', repeat('0', 64), $2, now(), 'open')`,
      [id, an.accountId],
    );
    const { html } = await an.visit.open(page);
    assert.doesNotMatch(html, /data-draw=/);
    assert.match(html, /<svg[^>]*role="img"/);
    const refused = await send(an, `luu?da-doc=${revision}`, `${source}<!-- x -->`);
    assert.equal(refused.status, 409);
    assert.match((JSON.parse(refused.html) as { words: string }).words, /chờ/);
    await s.db.run('DELETE FROM procedures.proposal');
  });

  test('who may not write procedures is refused', async () => {
    const clerk = await s.official('Sùng A Chứ', s.agencies.bacHa, ['officer']);
    assert.equal((await clerk.visit.open(page)).status, 403);
    for (const path of ['luu?da-doc=1', 'kiem-tra'])
      assert.equal((await send(clerk, path, '<x/>')).status, 403);
    const local = await s.official('Lù Thị Sen', s.agencies.bacHa, ['procedure-editor']);
    assert.equal((await local.visit.open(page)).status, 404);
    assert.deepEqual(s.missing, []);
  });
});
