import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { ResultTemplate } from '#engines/cases';
import { type FieldLayout, staffLabel } from '#engines/forms';
import { birthCertificate } from './birth-certificate.ts';
import { insuranceCard } from './insurance-card.ts';
import { residenceNotice } from './residence-notice.ts';

const folder = path.join(import.meta.dirname, '../procedures');
const read = (file: string) => readFileSync(path.join(folder, file), 'utf8');

/** What a form or a process of this system asks for, by its path or its name. */
const asks = (form: string, process: string) => {
  const { fields } = JSON.parse(read(form)) as { fields: Record<string, FieldLayout> };
  const said = read(process);
  return {
    has: (name: string) => {
      const [, step = '', fact = ''] = /^tasks\.(\w+)\.(\w+)$/.exec(name) ?? [];
      return name in fields || (step !== '' && said.includes(`id="${step}"`) && said.includes(fact));
    },
    questions: Object.keys(fields).filter(name => staffLabel(fields[name], 'vi').endsWith('?')),
  };
};

const BIRTH = asks('birth-registration.form.json', 'birth-registration.bpmn');
const BUNDLE = asks('newborn-bundle.form.json', 'newborn-bundle.bpmn');

const TEMPLATES: ReadonlyArray<[ResultTemplate, typeof BIRTH]> = [
  [birthCertificate, BIRTH],
  [residenceNotice, BUNDLE],
  [insuranceCard, BUNDLE],
];

test('what a correction names as the paper does is asked for by the form, or said by a step', () => {
  for (const [template, form] of TEMPLATES)
    for (const name of Object.keys(template.names ?? {}))
      assert.ok(form.has(name) || BUNDLE.has(name), `${template.kind}: ${name}`);
});

test('no correction of a certificate quotes a question of the form', () => {
  for (const { questions } of [BIRTH, BUNDLE]) assert.deepEqual(questions, []);
});
