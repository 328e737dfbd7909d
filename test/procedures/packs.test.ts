import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { modules } from '#app/modules';
import { checkResult, procedurePack, readPack, stepFactsOf } from '#engines/procedures';
import { parseProcess } from '#engines/processes';

// Every procedure that systems bring, without a database: what is wrong with one is told here, and not at somebody's first dossier.
describe('procedures that systems bring', async () => {
  const packs = modules
    .flatMap(m => m.extensions ?? [])
    .filter(e => e.point === procedurePack.id)
    .map(e => e.value as { id: string; folder: string });
  const files = (await Promise.all(packs.map(pack => readPack(pack)))).flatMap(read => read.files);

  test('are twelve at least, and name their laws in words with their day, or say that this is not known', () => {
    assert.ok(files.length >= 12);
    for (const { file } of files) {
      assert.ok(file.legalBasis.length > 0, file.code);
      for (const law of file.legalBasis)
        assert.match(
          law,
          /^(?:Luật|Nghị định|Thông tư|Nghị quyết) .*(?:ngày \d{1,2}\/\d{1,2}\/\d{4}|chưa kiểm chứng)/,
          file.code,
        );
    }
  });

  test('have results that name only what their forms and steps say', async () => {
    for (const { file, form, xml } of files) {
      if (!file.resultTemplate) continue;
      const steps = xml ? stepFactsOf((await parseProcess(xml)).graph) : null;
      assert.deepEqual(checkResult(file.resultTemplate, form, steps), [], file.code);
    }
  });

  test('ask for seven things at most on a page', () => {
    for (const { file, form } of files)
      for (const page of form?.pages ?? []) {
        const asked = page.fields.filter(path => form?.fields[path]?.computed === undefined);
        assert.ok(asked.length <= 7, `${file.code} ${page.id}`);
      }
  });
});
