import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { defineForm, type FormData, forms, validateAll } from '#engines/forms';
import { testCtx } from '#test/ctx';

test('a ground floor is not larger than its plot, nor than all floors together', async () => {
  const file = path.join(import.meta.dirname, 'procedures', 'house-permit.form.json');
  const form = defineForm(JSON.parse(await readFile(file, 'utf8')));
  const ctx = testCtx({ modules: [forms] });
  const told = async (area: number, floorArea: number, totalArea: number) => {
    const data: FormData = { site: { area }, house: { floorArea, totalArea } };
    const faults = await validateAll(form, data, ctx);
    return ['house.floorArea', 'house.totalArea'].map(at => faults.find(f => f.path === at)?.message);
  };
  const [ground, all] = await told(120.5, 200, 150);
  assert.match(ground ?? '', /không thể lớn hơn diện tích thửa đất/);
  assert.match(all ?? '', /không thể nhỏ hơn diện tích tầng một/);
  assert.deepEqual(await told(120.5, 120.5, 120.5), [undefined, undefined]);
  assert.deepEqual(await told(120.5, 90, 180), [undefined, undefined]);
});
