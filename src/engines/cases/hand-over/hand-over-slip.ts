import { agencyAsOf } from '#engines/organisation';
import { getProcedureVersion } from '#engines/procedures';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { type Block, renderPaper, type SignatureColumn } from '#platform/pdf';
import { listResultActs } from '../afterlife/read-acts.ts';
import { decisionNumber, isDecision } from '../afterlife/types.ts';
import { listResults } from '../read/dossier.ts';
import { headOf, moment, type SlipDeps } from '../slips/about-dossier.ts';
import { agencyPaper } from '../slips/agency-paper.ts';
import { whole, withoutPlace } from '../slips/words.ts';
import type { Dossier } from '../types.ts';
import type { PaperToGive } from './not-given.ts';

/** Who is named on the slip; nobody yet: dots to be filled in by hand. `both`: two sign for it, and nobody stands in for one. */
export type SlipPeople = { recipient: string | null; relation: string | null; clerk: string; both?: boolean };

const DOTS = '……………………………………………';

/** The head of a paper of a desk: below the committee whose centre it is. */
export async function deskHead(q: Queryable, agencyId: string, at: Date) {
  const head = await headOf(q, agencyId, at);
  const date = localDate(at);
  const { parentId } = await agencyAsOf(q, agencyId, date);
  const above = parentId ? await agencyAsOf(q, parentId, date) : null;
  const committee = above?.level === 'commune' ? (above.shortName ?? above.name).toUpperCase() : null;
  const superior = committee ?? head.superior;
  return { ...head, superior, printed: withoutPlace(head.issuer, superior) };
}

/** What a task for new papers hands over. */
type Only = ReadonlyArray<Pick<PaperToGive, 'id' | 'replaces'>>;

/** What is handed over: title and number, and of a new paper the number of the one whose place it takes, where such a one was given. */
async function itemsOf(q: Queryable, { id }: Dossier, only?: Only): Promise<string[]> {
  const all = await listResults(q, id);
  const acts = only ? await listResultActs(q, id) : [];
  const was = (result: string) => {
    const act = only?.some(p => p.id === result && p.replaces) && acts.find(a => a.newResultId === result);
    const old = act && all.find(r => r.id === act.resultId);
    return old ? `, thay bản số ${old.number}` : '';
  };
  return all
    .filter(r => r.status === 'valid' && (!only || only.some(p => p.id === r.id)))
    .map(r => `${r.title}, số ${r.number}${was(r.id)}`);
}

type FactRow = Extract<Block, { kind: 'facts' }>['rows'][number];

const SIGNED = '(Ký và ghi rõ họ tên)';

/** Whoever takes it: with what he is to the applicant, or each of the two who sign. */
const takersOf = ({ recipient, relation, both }: SlipPeople): FactRow[] =>
  both
    ? ['thứ nhất', 'thứ hai'].flatMap((which): FactRow[] => [
        [{ label: `Bên ${which}`, value: DOTS }],
        [{ label: 'Giấy tờ tùy thân', value: DOTS }],
      ])
    : [
        [{ label: 'Người nhận', value: recipient ?? DOTS }],
        [{ label: 'Số định danh', value: DOTS }],
        [{ label: 'Quan hệ, giấy ủy quyền (nếu nhận thay)', value: relation ?? DOTS }],
      ];

/** Rows that are filled in by hand: of two parties there are several, with room to write between them. */
const byHand = (rows: readonly FactRow[], { both }: SlipPeople): Block[] =>
  both
    ? [
        ...rows.flatMap((row): Block[] => [
          { kind: 'space', mm: 4 },
          { kind: 'facts', rows: [row] },
        ]),
        { kind: 'space', mm: 2 },
      ]
    : [{ kind: 'facts', rows }];

const signaturesOf = ({ recipient, clerk, both }: SlipPeople): SignatureColumn[] => [
  ...(both
    ? ['BÊN THỨ NHẤT', 'BÊN THỨ HAI'].map(side => ({ title: [side], note: SIGNED }))
    : [{ title: ['NGƯỜI NHẬN'], note: SIGNED, ...(recipient ? { name: recipient } : {}) }]),
  { title: ['NGƯỜI TRẢ KẾT QUẢ'], note: SIGNED, name: clerk },
];

const confirmed = (decisions: boolean, { both }: SlipPeople): string =>
  decisions
    ? 'Người nhận đã nhận đủ quyết định nêu trên.'
    : both
      ? 'Hai bên cùng có mặt, đã xem kết quả, thông tin đúng, cùng ký và nhận đủ.'
      : 'Người nhận đã xem kết quả, thông tin đúng và nhận đủ.';

const ENDED: Readonly<Record<string, string>> = { revocation: 'thu hồi', annulment: 'hủy bỏ' };

/** Where no result holds any more: the decisions that are handed over instead; empty where one does, or none was given. */
async function decisionsOf(q: Queryable, { id }: Dossier): Promise<string[]> {
  const all = await listResults(q, id);
  if (all.some(r => r.status === 'valid')) return [];
  return (await listResultActs(q, id)).filter(isDecision).map(act => {
    const old = all.find(r => r.id === act.resultId);
    return `Quyết định số ${decisionNumber(act)} ${ENDED[act.kind]}${old ? ` ${old.title}, số ${old.number}` : ''}`;
  });
}

/**
 * Phiếu giao nhận kết quả on A5: what is handed over, signed by hand by who takes it. Printed before the hand-over; Vietnamese only: it is
 * a paper of the state. Where no result holds any more it names the decision that is given instead. `only`: of these results, where others were handed over before.
 */
export async function handOverSlipOf(
  q: Queryable,
  deps: SlipDeps,
  dossier: Dossier,
  agencyId: string,
  people: SlipPeople,
  at: Date,
  only?: Only,
): Promise<Buffer> {
  const desk = await deskHead(q, agencyId, at);
  const version = await getProcedureVersion(q, dossier.procedureVersionId);
  const decisions = only ? [] : await decisionsOf(q, dossier);
  const items = decisions.length ? decisions : await itemsOf(q, dossier, only);
  const replaces = only?.some(p => p.replaces);
  const { file, head } = agencyPaper({ ...desk, number: `Số: ${dossier.code}`, at, demo: deps.site.demo });
  const { pdf } = await renderPaper({
    size: 'A5',
    onePage: true,
    title: `Phiếu giao nhận kết quả ${dossier.code}`,
    footer: 'Lưu tại Bộ phận Một cửa.',
    ...file,
    blocks: [
      head,
      { kind: 'title', lines: ['PHIẾU GIAO NHẬN KẾT QUẢ'] },
      {
        kind: 'facts',
        rows: [
          [{ label: 'Người nộp hồ sơ', value: [{ text: whole(dossier.applicantName), bold: true }] }],
          [{ label: 'Thủ tục', value: version.name }],
          [{ label: 'Nhận hồ sơ', value: moment(dossier.receivedAt) }],
        ],
      },
      {
        kind: 'paragraph',
        text: decisions.length
          ? 'Kết quả không còn hiệu lực, không bàn giao. Chỉ giao:'
          : 'Kết quả bàn giao gồm:',
      },
      {
        kind: 'list',
        ordered: true,
        items: items.length ? items : [DOTS],
      },
      ...byHand(
        [
          ...(replaces ? [[{ label: 'Bản cũ (thu lại, hoặc lý do không thu)', value: DOTS }]] : []),
          ...takersOf(people),
        ],
        people,
      ),
      {
        kind: 'paragraph',
        text: confirmed(decisions.length > 0, people),
      },
      {
        kind: 'signatures',
        gapMm: 18,
        columns: signaturesOf(people),
      },
    ],
  });
  return Buffer.from(pdf);
}
