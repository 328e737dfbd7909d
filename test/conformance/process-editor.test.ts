import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { addDiagram, type Graph, parseProcess } from '#engines/processes';
import { openBrowser } from '#test/axe';
import { ROOT } from '#test/docs';
import { DESK, type Person, person } from '#test/person';
import { startProgram, type TestProgram } from '#test/program';
import { signInOfficial } from '#test/sign-in';
import { press } from '../journeys/support/birth.ts';
import { beginDrawing } from '../journeys/support/drawing.ts';
import { examine } from './support/examine.ts';
import { costOf } from './support/wire.ts';

describe('conformance: the process editor', () => {
  const CODE = '9.000078';
  const page = `/can-bo/thu-tuc/${CODE}/quy-trinh`;
  let program: TestProgram;
  let browser: Browser;
  let tue: Person;

  before(async () => {
    [program, browser] = await Promise.all([startProgram(), openBrowser()]);
    // axe must be let in; the policy is looked at in test/journeys/process-editor.test.ts.
    tue = await person(browser, program, { size: DESK, bypassCSP: true });
    await signInOfficial(tue, 'soanthutuc.tinh');
    await tue.open('/can-bo/thu-tuc/moi');
    await tue.page.fill('[name="ma"]', CODE);
    await tue.page.fill('[name="ten"]', 'Cấp phép chợ phiên');
    await tue.page.fill('[name="linh-vuc"]', 'Thương mại');
    await press(tue);
    await tue.open(page);
  });
  after(async () => {
    await browser?.close();
    await program?.stop();
  });

  test('axe finds nothing, whatever is chosen, at the size of a desk and of a telephone, in both languages', async () => {
    const faults = await examine(tue, 'process-editor-shown');
    await beginDrawing(tue.page);
    faults.push(...(await examine(tue, 'process-editor-start')));
    for (const id of ['sign', 'decided', 'back', 'lane-leader', 'done']) {
      await tue.page.selectOption('#draw-elements', id);
      faults.push(...(await axeOn(tue)).map(f => `${id}: ${f}`));
    }
    await tue.open(`${page}?lang=en`);
    await beginDrawing(tue.page);
    const shown = await tue.page.locator('main').innerText();
    assert.match(shown, /Save the draft[\s\S]*Choose an element/);
    await tue.open(`${page}?lang=vi`);
    await beginDrawing(tue.page);
    assert.deepEqual([...faults, ...tue.faults], []);
  });

  test('a first visit costs 150 KB at most; what draws is fetched by who begins to draw', async () => {
    const { bytes } = await costOf(tue, page);
    assert.ok(bytes <= 153_600, `${bytes} bytes`);
  });

  // The page that is open has axe already.
  const axeOn = async ({ page: open }: Person) =>
    (await open.evaluate(
      `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
        .then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html.slice(0, 160)).join(' | ')))`,
    )) as string[];

  test('who changes an id that dossiers know by it is told, and may take it back', async () => {
    const { page: open } = tue;
    await tue.open('/can-bo/thu-tuc/1.001193');
    await press(tue, 'Lập bản thảo từ bản này');
    await tue.open('/can-bo/thu-tuc/1.001193/quy-trinh');
    await beginDrawing(open);
    await open.selectOption('#draw-elements', 'receive');
    await open.getByText('Thuộc tính khác').click();
    await open.fill('#draw-id', 'take_in');
    await open.keyboard.press('Tab');
    await open.getByText('Mã receive có trong quy trình đang áp dụng, nay thành take_in.').waitFor();
    await open.locator('[data-part="notice"]').getByRole('button', { name: 'Hoàn tác' }).click();
    assert.equal(await open.inputValue('#draw-id'), 'receive');
    await tue.open(page);
    await beginDrawing(open);
  });

  /** What a process does, without where it is drawn and in what order the file says it. */
  function meaning({ diagram: _, ...graph }: Graph): unknown {
    const sorted = <T>(map: ReadonlyMap<string, T>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      ...graph,
      boundaries: sorted(graph.boundaries).map(([id, on]) => [id, on.map(n => n.id).sort()]),
      starts: sorted(graph.starts).map(([id, of]) => [id, of.map(n => n.id).sort()]),
      nodes: sorted(graph.nodes).map(([id, n]) => [
        id,
        { ...n, incoming: [...n.incoming].sort(), outgoing: [...n.outgoing].sort() },
      ]),
      flows: sorted(graph.flows),
    };
  }

  test('every process there is comes out of the editor as it went in', async () => {
    const files = globSync('src/**/*.bpmn', { cwd: ROOT });
    assert.ok(files.length >= 15);
    const drawn = await Promise.all(
      files.map(async file => addDiagram(readFileSync(path.join(ROOT, file), 'utf8'))),
    );
    const out = (await tue.page.evaluate(
      `(async files => {
        const { editor, words } = document.querySelector('[data-draw]').dataset;
        const source = await (await fetch(editor)).text();
        const { createModeler } = await import(/from '([^']*\\/modeler[^']*)'/.exec(source)[1]);
        const { default: facts } = await import(words);
        const place = document.createElement('div');
        document.body.append(place);
        const modeler = createModeler(place, { ...facts, t: key => key, isInForce: () => false, openPanel() {} });
        const all = [];
        for (const xml of files) {
          await modeler.importXML(xml);
          all.push((await modeler.saveXML({ format: true })).xml);
        }
        place.remove();
        return all;
      })(${JSON.stringify(drawn)})`,
    )) as string[];
    for (const [i, file] of files.entries()) {
      const [before, after] = await Promise.all([drawn[i], out[i]].map(xml => parseProcess(xml ?? '')));
      assert.deepEqual(after?.problems, [], file);
      assert.deepEqual(meaning(after?.graph ?? assert.fail()), meaning(before?.graph ?? assert.fail()), file);
      assert.ok(after?.graph?.diagram, `${file} keeps its drawing`);
    }
  });
});
