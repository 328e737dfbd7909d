import { type ResultInput, type ResultTemplate, resultPaper, signedEnd } from '#engines/cases';
import { formatDate } from '#platform/clock';
import type { PaperDefinition } from '#platform/pdf';
import { capital } from '#ui';
import { dateInWords } from '../date-words.ts';
import { bold, SEX } from './answers.ts';
import { CHILD_NUMBER, numberOfChild } from './child-number.ts';
import { parentName, parentNames } from './parent-names.ts';

const NAMES = {
  'child.name': 'Họ, chữ đệm, tên',
  'child.birthDate': 'Ngày, tháng, năm sinh',
  'child.sex': 'Giới tính',
  'child.ethnicity': 'Dân tộc',
  'child.birthPlace': 'Nơi sinh',
  'child.hometown': 'Quê quán',
} as const;

type Person = Record<string, unknown>;

const person = (data: Record<string, unknown>, name: string): Person => (data[name] ?? {}) as Person;
const text = (p: Person, field: string): string => (typeof p[field] === 'string' ? (p[field] as string) : '');
const date = (p: Person, field: string): string => (text(p, field) ? formatDate(text(p, field)) : '');
const dash = (value: string): string => value || '-----';

/** Rows about a parent; a parent who is not named is a row of dashes, as the paper form has it. */
function parent(p: Person, which: 'mẹ' | 'cha') {
  return [
    [{ label: parentName(which), value: bold(dash(text(p, 'name').toUpperCase())) }],
    [
      { label: 'Năm sinh', value: dash(text(p, 'birthDate').slice(0, 4)) },
      { label: 'Dân tộc', value: dash(text(p, 'ethnicity')) },
      { label: 'Quốc tịch', value: text(p, 'name') ? 'Việt Nam' : '-----' },
    ],
    [{ label: 'Nơi cư trú', value: dash(text(p, 'address')) }],
  ];
}

/**
 * Giấy khai sinh. What it holds: Law on Civil Status 60/2014/QH13, article 14; the state's printed form (Circular
 * 04/2020/TT-BTP, annex) is followed in order, not in ornament. Vietnamese only.
 */
function paper(input: ResultInput): PaperDefinition {
  const { data } = input.dossier;
  const child = person(data, 'child');
  const { file, head } = resultPaper(input, input.provinceName.toUpperCase());
  return {
    size: 'A4',
    onePage: true,
    title: 'Giấy khai sinh',
    ...file,
    blocks: [
      head,
      { kind: 'space', mm: 6 },
      { kind: 'title', lines: ['GIẤY KHAI SINH'] },
      { kind: 'space', mm: 4 },
      {
        kind: 'facts',
        rows: [
          [{ label: NAMES['child.name'], value: bold(text(child, 'name').toUpperCase()) }],
          [
            { label: NAMES['child.birthDate'], value: date(child, 'birthDate') },
            { label: NAMES['child.sex'], value: SEX[text(child, 'sex')] ?? '' },
          ],
          [{ label: 'Ghi bằng chữ', value: capital(dateInWords(text(child, 'birthDate'))) }],
          [
            { label: NAMES['child.ethnicity'], value: text(child, 'ethnicity') },
            { label: 'Quốc tịch', value: 'Việt Nam' },
          ],
          ...numberOfChild(input),
          [{ label: NAMES['child.birthPlace'], value: text(child, 'birthPlace') }],
          [{ label: NAMES['child.hometown'], value: text(child, 'hometown') }],
        ],
      },
      { kind: 'rule' },
      { kind: 'facts', rows: parent(person(data, 'mother'), 'mẹ') },
      { kind: 'rule' },
      { kind: 'facts', rows: parent(person(data, 'father'), 'cha') },
      { kind: 'rule' },
      {
        kind: 'facts',
        rows: [
          [{ label: 'Họ, chữ đệm, tên người đi khai sinh', value: input.dossier.applicantName }],
          [{ label: 'Nơi đăng ký khai sinh', value: input.firstIssue.agencyName }],
          [{ label: 'Ngày, tháng, năm đăng ký', value: formatDate(input.firstIssue.at) }],
        ],
      },
      { kind: 'space', mm: 4 },
      ...signedEnd(input, { named: 'Giấy khai sinh', short: 'giấy', above: ['NGƯỜI KÝ GIẤY KHAI SINH'] }),
    ],
  };
}

export const birthCertificate: ResultTemplate = {
  procedure: '1.001193',
  kind: 'birth-certificate',
  prints: ['tasks.verify.number'],
  names: {
    ...NAMES,
    ...CHILD_NUMBER,
    ...parentNames('mother', 'mẹ'),
    'father.declared': 'Ghi thông tin về người cha',
    ...parentNames('father', 'cha'),
    'contact.relation': 'Quan hệ của người đi khai sinh với trẻ',
  },
  title: 'Giấy khai sinh',
  paper,
};
