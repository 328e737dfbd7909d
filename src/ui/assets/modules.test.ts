import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { findAsset } from './asset.ts';
import { defineModules } from './modules.ts';

describe('scripts that import each other', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'modules-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  const write = (name: string, text: string) => {
    writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  };
  const textOf = (address = '') => findAsset(address.replace('/a/', ''))?.body.toString() ?? '';

  test('ask for each other under addresses that change with what is in them', () => {
    write('span.js', 'export const span = 1;');
    write('fields.js', "import { span } from './span.js';\nexport const fields = [span];");
    const page = write(
      'page.js',
      "import {\n  fields,\n} from './fields.js';\nimport { span } from './span.js';\nfields(span);",
    );
    const first = defineModules(page);
    assert.equal(first.length, 3, 'each once, though one is imported twice');
    const [span, fields, whole] = first;
    assert.ok(textOf(fields).includes(`from '${span}'`));
    assert.ok(textOf(whole).includes(`from '${fields}'`) && textOf(whole).includes(`from '${span}'`));
    write('span.js', 'export const span = 2;');
    const second = defineModules(page);
    assert.ok(
      first.every(address => !second.includes(address)),
      'who imports what has changed has changed too',
    );
  });

  test('not in a circle', () => {
    write('a.js', "import './b.js';");
    write('b.js', "import './a.js';");
    assert.throws(() => defineModules(path.join(folder, 'a.js')), /circle: a.js,b.js,a.js/);
  });
});
