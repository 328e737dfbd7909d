import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Form, standardForm } from '#engines/forms';
import type { Act } from '#engines/organisation';
import { loadPacks } from '#engines/procedures';
import type { Db } from '#platform/db';

/** A card of the library that is fetched at any centre of the province. */
export const ANYWHERE = '9.700006';
/** A card that two have to sign where it is handed over. */
export const SIGNED_THERE = '9.700007';
/** The registration of a marriage, by its code: here such a card, too. */
export const MARRIAGE = '1.000894';

const library = path.join(import.meta.dirname, 'library');
const words = { vi: 'Hai bạn đọc cùng có mặt để ký', en: 'Both readers come and sign' };

/** Loads cards of the library whose forms ask what standard forms ask: at which centre it is fetched, or who has to be there. */
export async function loadAnywhere(db: Db, act: Act): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'anywhere-'));
  const bpmn = await readFile(path.join(library, 'library-card.bpmn'), 'utf8');
  const read = async (name: string) => JSON.parse(await readFile(path.join(library, name), 'utf8'));
  const write = (name: string, data: unknown) =>
    writeFile(path.join(folder, name), typeof data === 'string' ? data : JSON.stringify(data));
  /** The card with the part about the result as a standard form has it. */
  const card = async (id: string, code: string, standard: Form) => {
    const form = await read('library-card.form.json');
    const asked = Object.keys(standard.fields).filter(path => path.startsWith('result.'));
    form.schema.properties.result = standard.schema.properties?.result;
    const [page] = form.pages;
    page.fields = [...page.fields.filter((p: string) => !p.startsWith('result.')), ...asked];
    for (const path of ['result.way', 'result.address']) delete form.fields[path];
    for (const path of asked) form.fields[path] = standard.fields[path];
    await write(`${id}.form.json`, { ...form, id });
    await write(`${id}.bpmn`, bpmn.replace('process id="library-card"', `process id="${id}"`));
    const procedure = await read('library-card.procedure.json');
    const own = { code, form: `${id}.form.json`, process: `${id}.bpmn` };
    await write(`${id}.procedure.json`, { ...procedure, ...own });
  };
  await card('anywhere', ANYWHERE, standardForm({ papers: [] }));
  for (const [id, code] of [
    ['signed-there', SIGNED_THERE],
    ['marriage', MARRIAGE],
  ] as const)
    await card(id, code, standardForm({ papers: [], signedThere: words }));
  await loadPacks(db, [{ id: 'anywhere', folder }], act);
}
