import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Dossier, findDossier, listResults } from '#engines/cases';
import { defineForm, type FormDefinition, findNewestForm } from '#engines/forms';
import { type OneStopSite, oneStopSite } from '../testing/site.ts';

const both = (vi: string) => ({ vi, en: vi });

/** The form of the card, where pupils are asked for their school on a part of its own, and everybody for what he wants to read first. */
function withSchool({ id, version, schema, pages, fields }: FormDefinition) {
  const { reader, ...others } = schema.properties as Record<string, { properties: object }>;
  return defineForm({
    id,
    version,
    schema: {
      ...schema,
      properties: {
        ...others,
        reader: { ...reader, properties: { ...reader?.properties, pupil: { type: 'boolean' } } },
        school: {
          type: 'object',
          required: ['name'],
          properties: { name: { type: 'string', maxLength: 100 }, form: { type: 'string', maxLength: 20 } },
        },
        books: {
          ...{ type: 'array', minItems: 0, maxItems: 3, minContains: 0, maxContains: 1 },
          contains: { properties: { first: { const: true } }, required: ['first'] },
          items: {
            type: 'object',
            required: ['title', 'first'],
            properties: { title: { type: 'string', maxLength: 100 }, first: { type: 'boolean' } },
          },
        },
      },
    },
    pages: [
      ...pages.map(page => ({ ...page, fields: [...page.fields, 'reader.pupil'] })),
      {
        id: 'school',
        title: both('Trường học'),
        fields: ['school.name', 'school.form'],
        showIf: { field: 'reader.pupil', equals: true },
      },
      { id: 'books', title: both('Sách'), group: 'books', fields: ['books.title', 'books.first'] },
    ],
    groups: {
      books: {
        label: both('Sách'),
        title: 'books.title',
        errors: { contains: both('Chọn nhiều nhất một cuốn mượn trước') },
      },
    },
    fields: {
      ...fields,
      'reader.pupil': { label: both('Có phải học sinh không?'), widget: 'yes-no', class: 'none' },
      'school.name': { label: both('Tên trường'), class: 'none' },
      'school.form': { label: both('Lớp'), class: 'none' },
      'books.title': { label: both('Tên sách'), class: 'none' },
      'books.first': { label: both('Mượn trước'), widget: 'yes-no', class: 'none' },
    },
  });
}

describe('one-stop: answers that are corrected', () => {
  let s: OneStopSite;
  const REASON = { 'ly-do': 'Gõ sai so với phiếu đăng ký' };

  before(async () => {
    s = await oneStopSite();
    const form = withSchool((await findNewestForm(s.db, 'cases-library-card')) ?? assert.fail());
    await s.owner.run('ALTER TABLE forms.form_version DISABLE TRIGGER form_version_never_changes');
    await s.owner.run(
      'UPDATE forms.form_version SET schema = $2, layout = $3, sha256 = $4 WHERE id = $1 AND version = $5',
      [
        form.id,
        JSON.stringify(form.schema),
        JSON.stringify({ pages: form.pages, fields: form.fields, groups: form.groups }),
        form.sha256,
        form.version,
      ],
    );
  });
  after(() => s.close());

  const answersOf = async (dossier: Dossier) =>
    (await findDossier(s.db, dossier.id))?.data as {
      school?: { name?: string; form?: string };
      books?: unknown;
    };

  /** What a clerk keyed in at the counter. */
  async function keyedIn(more: Record<string, unknown> = {}): Promise<Dossier> {
    const dossier = await s.apply({ channel: 'counter', more });
    await s.db.run(
      `INSERT INTO cases.reception (dossier_id, agency_id, clerk_id, post_id, received_at, procedure_code, applicant_id, folded_name)
       VALUES ($1, $2, $3, $4, $5, '9.700001', $6, 'giang thi my')`,
      [dossier.id, s.agencies.centre, s.clerk.accountId, s.clerk.postId, s.clock.now(), s.signer.accountId],
    );
    return dossier;
  }

  test('what applies to no answer is not shown; what applies since one was corrected is shown before anything is done, without script', async () => {
    const dossier = await keyedIn();
    const path = `${s.pageOf(dossier)}/sua-to-khai`;
    const { html } = await s.clerk.visit.open(path);
    assert.match(html, /<div class="parts">/, 'a choice brings out what stands in its own part');
    assert.doesNotMatch(html, /name="school\.name"/);
    const first = await s.clerk.visit.submit(path, { ...REASON, 'reader.pupil': 'yes' });
    assert.equal(first.status, 422, first.html);
    assert.match(first.html, /Câu trả lời vừa sửa làm phát sinh mục này/);
    assert.match(first.html, /name="school\.name"[\s\S]*name="school\.form"/, 'what may be left empty, too');
    assert.equal((await answersOf(dossier)).school, undefined);
    const bare = await s.clerk.visit.submit(path, {});
    assert.equal(bare.status, 422, 'the name of the school has to be said');
    assert.doesNotMatch(bare.html, /vừa sửa làm phát sinh/);
    const told = { 'school.name': 'THCS Bắc Hà', 'school.form': '8A' };
    const done = await s.clerk.visit.submit(path, told);
    assert.match(done.location ?? '', /xong=answers-corrected/, done.html);
    assert.deepEqual((await answersOf(dossier)).school, { name: 'THCS Bắc Hà', form: '8A' });

    // Corrected to and fro in one go, what was no longer on the page is as it was.
    await s.clerk.visit.open(path);
    const away = { 'ly-do': 'Sai', 'reader.pupil': 'no' };
    assert.equal((await s.clerk.visit.submit(path, away)).status, 422);
    const back = await s.clerk.visit.submit(path, {
      ...REASON,
      'reader.pupil': 'yes',
      'reader.email': 'my@example.vn',
    });
    assert.equal(back.status, 422);
    assert.match(back.html, /name="school\.form"[^>]*value="8A"|value="8A"[^>]*name="school\.form"/);
    assert.match((await s.clerk.visit.submit(path, {})).location ?? '', /xong=answers-corrected/);
    assert.deepEqual((await answersOf(dossier)).school, { name: 'THCS Bắc Hà', form: '8A' });
    assert.equal((await s.officer.visit.open(path)).status, 403, 'to others it is refused');
  });

  const BOOKS = [
    { title: 'Truyện Kiều', first: true },
    { title: 'Số đõ', first: false },
  ];
  const MENDED = [BOOKS[0], { title: 'Số đỏ', first: false }];
  const IN_SECOND = /name="books\.1\.title"[^>]*value="Số đõ"|value="Số đõ"[^>]*name="books\.1\.title"/;

  test('what was typed wrong in one item of a list is corrected there; what the list has to agree to is told at the list', async () => {
    const dossier = await keyedIn({ books: BOOKS });
    const path = `${s.pageOf(dossier)}/sua-to-khai`;
    assert.match((await s.clerk.visit.open(path)).html, IN_SECOND);
    const both = await s.clerk.visit.submit(path, { ...REASON, 'books.1.first': 'yes' });
    assert.equal(both.status, 422);
    assert.match(
      both.html,
      /href="#f-books"[\s\S]*id="f-books"[^>]*><h2>Sách<\/h2><p class="msg">Chọn nhiều nhất một cuốn/,
    );
    const done = await s.clerk.visit.submit(path, { 'books.1.first': 'no', 'books.1.title': 'Số đỏ' });
    assert.match(done.location ?? '', /xong=answers-corrected/, done.html);
    assert.deepEqual((await answersOf(dossier)).books, MENDED);
    assert.equal((await s.officer.visit.open(path)).status, 403);
  });

  test('so it is of a result, which is not signed anew while what is asked for since is not said', async () => {
    const dossier = await s.signed({ more: { books: BOOKS } });
    const results = () => listResults(s.db, dossier.id);
    const [result] = await results();
    const path = `${s.pageOf(dossier)}/ket-qua/${result?.id}/dinh-chinh`;
    const open = (await s.signer.visit.open(path)).html;
    assert.doesNotMatch(open, /name="school\.name"/);
    assert.match(open, IN_SECOND);
    const typed = { ...REASON, 'reader.pupil': 'yes', 'books.1.title': 'Số đỏ' };
    const first = await s.signer.visit.follow(path, typed);
    assert.equal(first.status, 422);
    assert.match(first.html, /name="school\.name"/);
    const bare = await s.signer.visit.follow(path, {});
    assert.equal(bare.status, 422, 'the name of the school has to be said');
    assert.equal((await results()).length, 1);
    const looked = await s.signer.visit.follow(path, { 'school.name': 'THCS Bắc Hà' });
    assert.equal(looked.status, 200);
    assert.match(looked.html, /Tên sách[\s\S]*Truyện Kiều; Số đõ[\s\S]*<b>Truyện Kiều; Số đỏ<\/b>/);
    const done = await s.signer.visit.submit(path);
    assert.match(done.location ?? '', /xong=result-corrected/, done.html);
    assert.equal((await results()).length, 2);
  });
});
