import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import {
  contentOf,
  createDraft,
  findProcedureInForce,
  publishVersion,
  type ResultTemplateDefinition,
  saveDraftResult,
} from '#engines/procedures';
import { previewResult } from '../acts/issue-result.ts';
import { CARD, type CasesFixture, casesFixture } from '../testing/fixture.ts';
import { templateFor } from './render.ts';

describe('cases: results/data template', () => {
  let f: CasesFixture;
  before(async () => {
    f = await casesFixture();
  });
  after(() => f.close());

  const template: ResultTemplateDefinition = {
    title: 'Thẻ bạn đọc',
    book: 'own',
    heading: ['THẺ BẠN ĐỌC', 'Thư viện {{ten-dia-ban}}'],
    body: 'Cấp cho **{{reader.name|hoa}}**, ở {{place.commune}}, hồ sơ {{ma-ho-so}}.\n\n| Điện thoại: {{reader.phone}} | Thư điện tử: {{reader.email}}\n---\n- Nhận {{result.way}}',
    recipients: ['Như trên;', 'Lưu: VT.'],
  };
  const textOf = (pdf: Buffer): string => {
    const folder = mkdtempSync(path.join(tmpdir(), 'result-'));
    const file = path.join(folder, 'result.pdf');
    writeFileSync(file, pdf);
    const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    return text.replace(/\s+/g, ' ');
  };
  const publish = async (change: Partial<ResultTemplateDefinition>, from: string) => {
    const version = await findProcedureInForce(f.db, CARD, '2026-11-20');
    return f.db.tx(async tx => {
      const draft = await createDraft(tx, CARD, contentOf(version ?? assert.fail()), f.act());
      await saveDraftResult(tx, draft.id, { ...template, ...change }, 0, f.act());
      return publishVersion(tx, draft.id, from, f.act());
    });
  };

  test('a template with a field that the form has not got is not published, and the field is named', async () => {
    await assert.rejects(publish({ body: 'Cấp cho {{reader.nickname}}' }, '2026-11-20'), {
      code: 'PROCEDURE_INCOMPLETE',
      details: [{ part: 'result', problems: 1 }],
    });
  });

  test('a dossier’s result is worded by its version; one that runs keeps what it began with', async () => {
    const reader = await f.citizen('Giàng A Phử');
    const before = await f.apply(reader);
    const published = await publish({}, '2026-11-20');
    assert.deepEqual(published.resultTemplate, template);
    const dossier = await f.apply(reader);
    assert.equal((await templateFor(f.db, f.deps, before, null)).kind, 'library-card');
    assert.equal((await templateFor(f.db, f.deps, dossier, null)).kind, 'result-9-700001');

    const signer = { task: null, signerName: 'Thào A Sính', signer: { accountId: '', postId: null } };
    const pdf = await previewResult(f.db, f.deps, dossier, signer, f.clock.now());
    const text = textOf(pdf);
    for (const words of [
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'THẺ BẠN ĐỌC',
      'GIÀNG A PHỬ',
      dossier.code,
      'Điện thoại: 0912 345 678',
      'Thư điện tử: -----',
      'Nơi nhận: ',
      '- Lưu: VT.',
      'Thào A Sính',
    ])
      assert.ok(text.includes(words), `${words} in ${text}`);
    assert.doesNotMatch(text, /\{\{|\*\*/);
  });
});
