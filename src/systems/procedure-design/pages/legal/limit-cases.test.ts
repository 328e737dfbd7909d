import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addField, addPage } from '#engines/forms';
import {
  createDraft,
  findDraftVersion,
  getDraftForm,
  saveDraftForm,
  saveDraftProcess,
} from '#engines/procedures';
import { type StaffSite, staffSite } from '#test/staff-site';
import { libraryCard } from '../../../../engines/procedures/testing/content.ts';
import { bpmn } from '../../../../engines/processes/testing/model.ts';
import { DESIGN } from '../../testing/modules.ts';

describe('procedure design: other limits in some cases', () => {
  const CODE = '9.000016';
  const page = `/can-bo/thu-tuc/${CODE}/phap-ly`;
  const row = (part: string) => `han-online-neu-0-${part}`;
  const three = { [row('so')]: '3', [row('don-vi')]: 'working-day' };
  let s: StaffSite;
  let an: Awaited<ReturnType<StaffSite['official']>>;

  before(async () => {
    s = await staffSite(DESIGN);
    an = await s.official('Phạm Minh Tuệ', s.agencies.province, ['procedure-editor']);
    await s.db.tx(async tx => {
      const { id } = await createDraft(tx, CODE, libraryCard(), s.act(an.accountId));
      const form = (await getDraftForm(tx, id)).definition ?? assert.fail();
      const { form: paged, id: pageId } = addPage(form, { title: { vi: 'Bãi xe' } });
      const options = ['Nhỏ', 'Lớn'].map(vi => ({ value: vi === 'Nhỏ' ? 'nho' : 'lon', label: { vi } }));
      const add = (now: typeof paged, vi: string, kind: 'integer' | 'date' | 'choice') =>
        addField(now, pageId, {
          label: { vi },
          kind,
          class: 'none',
          required: true,
          ...(kind === 'choice' ? { options } : {}),
        }).form;
      const made = add(add(add(paged, 'Số chỗ', 'integer'), 'Ngày mở', 'date'), 'Quy mô', 'choice');
      await saveDraftForm(tx, id, JSON.stringify(made), 0, s.act(an.accountId));
      const xml = bpmn({
        nodes: ['start s', 'user look name="Thẩm tra" outcomes=pass,inquire', 'user sign act=sign', 'end e'],
        flows: ['s > look', 'look > sign', 'sign > e'],
      });
      await saveDraftProcess(tx, id, xml, 0, s.act(an.accountId));
    });
  });
  after(() => s.close());

  const stored = async () => (await findDraftVersion(s.db, CODE))?.limits.online?.cases;
  const save = async (fields: Record<string, string>) => {
    await an.visit.open(page);
    return an.visit.submit(page, { ...three, ...fields });
  };
  const chosen = async () =>
    /name="han-online-neu-0-chon"[\s\S]*?<option[^>]*value="([^"]*)" selected>/.exec(
      (await an.visit.open(page)).html,
    )?.[1];

  test('are chosen from the answers of the form and from what steps decide; the words come by themselves', async () => {
    const cases: Array<[string, Record<string, string>, string, string]> = [
      ['quyMo|is|lon', {}, 'form.quyMo = "lon"', '“Quy mô” là Lớn'],
      ['soCho|over', { tu: '1.000' }, 'form.soCho > 1000', '“Số chỗ” lớn hơn 1.000'],
      [
        'ngayMo|between',
        { tu: '1/2/2027', den: '28/02/2027' },
        'date(form.ngayMo) >= date("2027-02-01") and date(form.ngayMo) <= date("2027-02-28")',
        '“Ngày mở” từ ngày 01/02/2027 đến ngày 28/02/2027',
      ],
      ['buoc|look|inquire', {}, 'tasks.look.outcome = "inquire"', 'bước “Thẩm tra”: inquire'],
    ];
    for (const [choice, typed, feel, says] of cases) {
      const fields = Object.fromEntries(Object.entries(typed).map(([part, value]) => [row(part), value]));
      const sent = await save({ [row('chon')]: choice, [row('loi')]: '', ...fields });
      assert.equal(sent.status, 303, `${choice}: ${sent.html.match(/class="sum[\s\S]{0,600}/)?.[0]}`);
      assert.deepEqual(await stored(), [{ if: feel, says, n: 3, unit: 'working-day' }]);
      assert.equal(await chosen(), choice, 'and are seen as they were chosen');
    }
  });

  test('what no list says is written, and stays as it is', async () => {
    const feel = 'form.soCho > 10 and form.quyMo = "lon"';
    const both = { [row('chon')]: 'feel', [row('neu')]: feel };
    const unsaid = await save({ ...both, [row('loi')]: '' });
    assert.equal(unsaid.status, 422);
    assert.match(unsaid.html, /href="#f-han-online-neu-0-loi"/);
    assert.equal((await save({ ...both, [row('loi')]: 'bãi lớn' })).status, 303);
    assert.deepEqual(await stored(), [{ if: feel, says: 'bãi lớn', n: 3, unit: 'working-day' }]);
    assert.equal(await chosen(), 'feel');
  });

  test('a value that is missing, a condition that is missing, and a limit that is missing are named at their fields', async () => {
    const faulty = async (fields: Record<string, string>) =>
      [
        ...(await save({ [row('neu')]: '', [row('loi')]: '', ...fields })).html.matchAll(
          /href="#f-han-online-neu-0-([a-z-]+)"/g,
        ),
      ].map(m => m[1]);
    assert.deepEqual(await faulty({ [row('chon')]: 'soCho|over', [row('tu')]: 'nhiều' }), ['tu']);
    assert.deepEqual(await faulty({ [row('chon')]: '', [row('loi')]: 'bãi lớn' }), ['chon']);
    assert.deepEqual(await faulty({ [row('chon')]: 'quyMo|is|lon', [row('so')]: '' }), ['so']);
    const gone = { [row('chon')]: '', [row('neu')]: '', [row('loi')]: '', [row('so')]: '' };
    assert.equal((await save(gone)).status, 303);
    assert.equal(await stored(), undefined, 'an emptied row is gone');
    assert.deepEqual(s.missing, []);
  });
});
